window.YTD.tweets.part1 = [
  {"tweet": {"id": "9", "created_at": "Thu Nov 27 17:14:25 +0000 2025", "full_text": "part 1"}}
]
