package printer

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
)

// maxAnswer bounds what is read from a printer, in bytes.
const maxAnswer = 4096

// ErrSilent says that a printer did not answer: paper or ribbon may be out, the
// head open or too hot, or it may be no ZPL printer.
var ErrSilent = errors.New("it does not answer: look at paper, ribbon and head, or say that it is mute")

// The flags of the answer to ~HS: line, field, and what is wrong when it is 1
// (ZPL II programming guide, host status return).
var flags = []struct {
	line, field int
	wrong       string
}{
	{0, 1, "paper is out"},
	{0, 2, "it is paused"},
	{0, 10, "it is too cold"},
	{0, 11, "it is too hot"},
	{1, 2, "the head is open"},
	{1, 3, "the ribbon is out"},
}

// ask requests the host status, and tells the first fault of it.
func ask(to io.Writer, answers *bufio.Reader) error {
	if _, err := io.WriteString(to, "~HS\r\n"); err != nil {
		return err
	}
	var lines [3][]string
	for i := range lines {
		text, err := answers.ReadString('\x03')
		var timeout net.Error
		if errors.As(err, &timeout) && timeout.Timeout() {
			return ErrSilent
		}
		if err != nil {
			return fmt.Errorf("read status: %w", err)
		}
		_, text, begun := strings.Cut(strings.TrimSuffix(text, "\x03"), "\x02")
		if !begun {
			return fmt.Errorf("%.40q is no status", text)
		}
		lines[i] = strings.Split(text, ",")
	}
	for _, f := range flags {
		if f.field < len(lines[f.line]) && lines[f.line][f.field] == "1" {
			return errors.New(f.wrong)
		}
	}
	return nil
}
