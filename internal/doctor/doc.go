// Package doctor looks at a data folder and an open store for what is wrong or
// will go wrong, and says how to mend it. It changes nothing, and it looks
// quickly: verifying a whole journal is for package journal.
package doctor
