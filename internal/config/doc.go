// Package config is the settings of the program: one struct, filled in one
// order. A later source wins: the defaults, the file tracewright.yaml, the
// environment, the flags.
//
// A setting has one name everywhere: tls-cert in the file, TRACEWRIGHT_TLS_CERT
// in the environment, --tls-cert on the command line. With _FILE behind it, a
// variable of the environment names a file that holds the value, so that a
// secret need not stand in the environment. A name that is not known is an
// error, since a setting with a typing mistake would be silently without
// effect.
//
// The package knows the names and their sources, not what they are for.
package config
