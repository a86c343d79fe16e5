package doctor

import (
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"os"
	"time"
)

// endsSoon is when to see to a certificate.
const endsSoon = 30 * 24 * time.Hour

// Certificate says how long the first certificate in a PEM file holds; remedy is
// what brings a new one.
func Certificate(path string, now time.Time, remedy string) Checkup {
	c := Checkup{Check: "certificate", Status: Fail, Remedy: remedy}
	text, err := os.ReadFile(path)
	if err != nil {
		c.Text = err.Error()
		return c
	}
	block, _ := pem.Decode(text)
	if block == nil {
		c.Text = path + " has no certificate in PEM"
		return c
	}
	leaf, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		c.Text = fmt.Sprintf("%s: %v", path, err)
		return c
	}
	left := leaf.NotAfter.Sub(now)
	c.Text = fmt.Sprintf("%s holds for %d more days, until %s", path, int(left.Hours()/24), leaf.NotAfter.Format(time.DateOnly))
	switch {
	case now.Before(leaf.NotBefore):
		c.Text = fmt.Sprintf("%s does not hold before %s: look at the clock of this machine", path, leaf.NotBefore.Format(time.DateOnly))
	case left < 0:
		c.Text = fmt.Sprintf("%s has run out on %s", path, leaf.NotAfter.Format(time.DateOnly))
	case left < endsSoon:
		c.Status = Warn
	default:
		c.Status, c.Remedy = OK, ""
	}
	return c
}
