// Package localtls gives a plant TLS where nobody else issues its certificates:
// an authority of its own, a certificate for the names and addresses of the
// server's machine, and a page that shows tablets how to trust them.
//
// The key of the authority never leaves the data folder. What the authority may
// vouch for is limited to private networks and to the names that it was made for
// (RFC 5280, section 4.2.1.10), so that a device that trusts it is not at its
// mercy elsewhere. The certificate of the server is renewed without anybody's
// doing. The package must not know the store or who is signed in.
package localtls
