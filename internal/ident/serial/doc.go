// Package serial reads and makes numbers that industries agree on outside GS1:
// the vehicle identification number, the IMEI of mobile equipment, and MAC
// addresses (EUI-48 and EUI-64). Ranges of them, given by a customer, can be
// drawn from by place.
//
// Check digits are verified, and never mended. The package is pure; which
// numbers of a range have been used is for others to know.
package serial
