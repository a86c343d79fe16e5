// Package feed says how far the journal has come, to all who follow it:
// browsers, followers, subscriptions. It carries no entries: whoever is woken
// reads the journal from where it stands, so a slow reader loses nothing and
// costs nothing.
package feed
