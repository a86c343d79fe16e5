package demo

import (
	"fmt"
	"maps"
	"time"
)

// When records lapse on purpose, in hours of work since the line came to work.
const (
	checkEvery   = 30 * time.Hour   // between two checks of all tools and gauges
	overdueAfter = 90 * time.Minute // of which the first driver's runs out so early
	overdueFor   = 8 * time.Hour    // a shift, in which nobody sees to it
	certifyEvery = 1000 * time.Hour // less than half a year
	lapsesAfter  = 2 * time.Hour    // a certificate for electrostatic protection runs out
	lapsedFor    = 45 * time.Minute // until it is renewed: about ten drive units
)

// The skills that stations ask for.
const (
	skillESD  = "ESD"
	skillLeak = "LEAK"
)

// records begins what is recorded of tools and of people besides the work.
func (w works) records() {
	w.checkTools()
	w.certifyAll()
}

// checkTools has all tools and gauges checked, from time to time. The first
// driver is to be back after an hour and a half. Nobody thinks of it for a shift;
// then it turns out that it shows less than it turns.
func (w works) checkTools() {
	f := w.Factory
	for _, tool := range []string{"TESTER-1", "TESTER-2", "DRV-2", "LEAK-1", "RIG-1"} {
		f.calibrate(tool, nil)
	}
	f.calibrate("DRV-1", map[string]any{"due": f.end(overdueAfter)})
	f.after(overdueAfter+overdueFor, func() {
		f.calibrate("DRV-1", map[string]any{
			"found": "fail", "left": "pass", "readings": []map[string]any{{"nominal": "5.00", "found": "4.79", "left": "5.00", "uom": "NU"}},
		})
	})
	f.after(checkEvery, w.checkTools)
}

// calibrate tells of a calibration that found nothing wrong, unless more is said.
func (f *Factory) calibrate(tool string, more map[string]any) {
	args := map[string]any{"equipment": tool, "found": "pass", "certificate": fmt.Sprintf("K-%05d-%s", f.next, tool), "lab": "metrology"}
	maps.Copy(args, more)
	f.tell(quality, "calibrate", args)
}

// certifyAll certifies everybody for the stations where they work. The one at the
// first stations of the drive line works on for a while after hers has run out.
func (w works) certifyAll() {
	f := w.Factory
	f.certify(boards, skillESD, nil)
	f.certify(back, skillLeak, nil)
	f.certify(front, skillESD, map[string]any{"until": f.end(lapsesAfter)})
	f.after(lapsesAfter+lapsedFor, func() { f.certify(front, skillESD, nil) })
	f.after(certifyEvery, w.certifyAll)
}

// certify gives one of the people a certificate.
func (f *Factory) certify(who int, skill string, more map[string]any) {
	args := map[string]any{"skill": skill, "evidence": "yearly training"}
	maps.Copy(args, more)
	f.tell(quality, "certify", args).about = &who
}

// end is a time so many hours of work from now, to the second: a fast line comes
// to it soon.
func (f *Factory) end(in time.Duration) string { return f.wall(f.now + in).UTC().Format(time.RFC3339) }

// ArgsFor are the arguments of the act, with the name of the one whom it is
// about, if it is about one of the people; name tells it by the number.
func (a *Act) ArgsFor(name func(who int) string) map[string]any {
	if a.about == nil {
		return a.Args
	}
	args := maps.Clone(a.Args)
	args["person"] = name(*a.about)
	return args
}
