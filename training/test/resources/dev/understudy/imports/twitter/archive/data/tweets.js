window.YTD.tweets.part0 = [
  {"tweet": {"id_str": "1997370581860180189", "created_at": "Sat Dec 06 18:20:30 +0000 2025",
   "full_text": "@bob Tom &amp; Jerry &lt;3 https://t.co/abc &amp;lt;",
   "entities": {"user_mentions": [{"screen_name": "bob", "indices": ["0", "4"]}],
    "urls": [{"url": "https://t.co/abc", "expanded_url": "https://example.org/x"}]},
   "in_reply_to_status_id_str": "1994", "retweeted": false}},
  {"tweet": {"id_str": "2", "created_at": "Thu Nov 27 17:10:25 +0000 2025",
   "full_text": "RT @eve: somebody else's words\u2026", "entities": {}, "retweeted": false}},
  {"tweet": {"id_str": "3", "created_at": "Thu Nov 27 17:11:25 +0000 2025",
   "full_text": "look https://t.co/pic", "extended_entities": {"media": [
     {"url": "https://t.co/pic", "expanded_url": "https://example.org/photo/1"}]}}},
  {"tweet": {"id_str": "4", "created_at": "Thu Nov 27 17:12:25 +0000 2025",
   "full_text": "\u201c@bob: hello\u201d so true"}},
  {"tweet": {"id_str": "5", "created_at": "yesterday", "full_text": "when?"}},
  {"tweet": {"created_at": "Thu Nov 27 17:12:25 +0000 2025", "full_text": "who?"}},
  {"tweet": {"id_str": "6", "created_at": "Thu Nov 27 17:12:25 +0000 2025", "full_text": " "}},
  {"tweet": null}, 7, [],
  {"tweet": {"id_str": "8", "created_at": "Thu Nov 27 17:13:25 +0000 2025",
   "full_text": "line\nbreak \ud83d\ude00"}}
]
