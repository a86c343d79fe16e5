package cli

import (
	"time"

	"github.com/schollz/progressbar/v3"
)

// progress shows on a terminal how far a long work has come, and is quiet in a
// pipe. done ends the line.
func (p *program) progress(what string) (tell func(done, total int64), done func()) {
	if !terminal(p.std.Err) {
		return func(int64, int64) {}, func() {}
	}
	bar := progressbar.NewOptions64(-1,
		progressbar.OptionSetWriter(p.std.Err),
		progressbar.OptionSetDescription(what),
		progressbar.OptionShowCount(),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)
	return func(n, total int64) {
			bar.ChangeMax64(total)
			_ = bar.Set64(n) // of the screen alone
		}, func() {
			_ = bar.Finish()
		}
}
