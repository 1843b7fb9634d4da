window.YTD.account.part0 = [
  {"account": {"email": "ann@example.org", "username": "ann_writes", "accountId": "77",
   "createdAt": "2012-01-01T00:00:00.000Z", "accountDisplayName": "Ann W."}}
]
