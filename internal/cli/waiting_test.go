package cli

import (
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

type terminalScreen struct {
	mu   sync.Mutex
	text strings.Builder
}

func (s *terminalScreen) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(b)
}

func (s *terminalScreen) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

func TestALongWaitIsExplained(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var screen terminalScreen
		done := tellLater(&screen, "the server")
		<-time.After(patience / 2)
		synctest.Wait()
		if screen.String() != "" {
			t.Errorf("it talks at once: %q", screen.String())
		}
		<-time.After(patience)
		synctest.Wait()
		if screen.String() != "waiting for the server …\n" {
			t.Errorf("it says %q", screen.String())
		}
		done()

		screen = terminalScreen{}
		tellLater(&screen, "the server")()
		<-time.After(2 * patience)
		synctest.Wait()
		if screen.String() != "" {
			t.Errorf("what was answered is still waited for: %q", screen.String())
		}
	})
}
