package journal

// VerifyWith is Verify with room for few chains.
var VerifyWith = verify
