package localtls

import (
	"bytes"
	"crypto/tls"
	"io"
	"net"
	"sync"
	"time"
)

// handshakeByte begins every TLS connection: the type of a handshake record (RFC
// 8446, section 5.1). No request of HTTP begins with it.
const handshakeByte = 0x16

const (
	// firstByte is how long a connection may say nothing.
	firstByte = 10 * time.Second
	// mostWaiting bounds the connections that have said nothing yet.
	mostWaiting = 1000
)

// Listen takes TLS and plain connections at one address: a browser that is given
// the address without https is answered too, and a Door sends it on.
func Listen(inner net.Listener, config *tls.Config) net.Listener {
	l := &listener{Listener: inner, config: config, ready: make(chan net.Conn), closed: make(chan struct{}), waiting: make(chan struct{}, mostWaiting)}
	go l.accept()
	return l
}

type listener struct {
	net.Listener
	config  *tls.Config
	ready   chan net.Conn
	waiting chan struct{}

	once   sync.Once
	closed chan struct{}
	err    error // why no more are accepted; set before closed is
}

func (l *listener) accept() {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			l.end(err)
			return
		}
		select {
		case l.waiting <- struct{}{}:
			go l.sort(c)
		default:
			_ = c.Close() // too many say nothing
		}
	}
}

func (l *listener) end(err error) {
	l.once.Do(func() {
		l.err = err
		close(l.closed)
	})
}

// sort finds out what a connection speaks, and hands it on.
func (l *listener) sort(c net.Conn) {
	first := make([]byte, 1)
	_ = c.SetReadDeadline(time.Now().Add(firstByte)) // a connection that is gone fails to be read
	_, err := io.ReadFull(c, first)
	<-l.waiting
	if err != nil {
		_ = c.Close()
		return
	}
	_ = c.SetReadDeadline(time.Time{})
	var out net.Conn = &begun{Conn: c, first: bytes.NewReader(first)}
	if first[0] == handshakeByte {
		out = tls.Server(out, l.config)
	}
	select {
	case l.ready <- out:
	case <-l.closed:
		_ = c.Close()
	}
}

// Accept implements net.Listener.
func (l *listener) Accept() (net.Conn, error) {
	select {
	case c := <-l.ready:
		return c, nil
	case <-l.closed:
		return nil, l.err
	}
}

// Close implements net.Listener.
func (l *listener) Close() error {
	err := l.Listener.Close()
	l.end(net.ErrClosed)
	return err
}

// begun is a connection whose first byte was read.
type begun struct {
	net.Conn
	first *bytes.Reader
}

// Read implements net.Conn.
func (b *begun) Read(p []byte) (int, error) {
	if b.first.Len() > 0 {
		return b.first.Read(p)
	}
	return b.Conn.Read(p)
}
