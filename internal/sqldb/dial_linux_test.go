package sqldb_test

import (
	"net"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/tracewright/tracewright/internal/sqldb"
)

func TestConnectionGivesUpOnASilentPeer(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	conn, err := sqldb.Dial(t.Context(), "postgres://user@host/database", "tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	raw, err := conn.(*net.TCPConn).SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	var got int
	controlled := raw.Control(func(fd uintptr) {
		got, err = unix.GetsockoptInt(int(fd), unix.IPPROTO_TCP, unix.TCP_USER_TIMEOUT)
	})
	if controlled != nil || err != nil || got != 30_000 {
		t.Errorf("got a limit of %d ms (%v, %v), want 30,000", got, controlled, err)
	}
}
