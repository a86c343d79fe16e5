package sqldb

import (
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// boundSilence ends a TCP connection whose peer acknowledges nothing for the
// limit. Keepalive does not: it looks only while nothing is on its way, and
// Linux by itself sends again for a quarter of an hour.
func boundSilence(limit time.Duration) func(network, address string, c syscall.RawConn) error {
	return func(network, _ string, c syscall.RawConn) error {
		if !strings.HasPrefix(network, "tcp") {
			return nil
		}
		var err error
		controlled := c.Control(func(fd uintptr) {
			err = unix.SetsockoptInt(int(fd), unix.IPPROTO_TCP, unix.TCP_USER_TIMEOUT, int(limit.Milliseconds()))
		})
		if controlled != nil {
			return controlled
		}
		return err
	}
}
