//go:build !linux

package sqldb

import (
	"syscall"
	"time"
)

// boundSilence leaves it to the system when to give up on a silent peer.
func boundSilence(time.Duration) func(network, address string, c syscall.RawConn) error { return nil }
