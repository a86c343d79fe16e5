package track

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestDoubt: a piece of equipment that was found good is in doubt from then on
// only; one that was found bad, since it was last good, until it was left good.
func TestDoubt(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		judged := rapid.SampledFrom([]Outcome{OutcomePass, OutcomeFail})
		var all []Calibration
		for at := range rapid.IntRange(1, 6).Draw(t, "calibrations") {
			c := Calibration{At: Micros(10 * (at + 1))}
			c.Found, c.Left = judged.Draw(t, "found"), judged.Draw(t, "left")
			all = append(all, c)
		}
		from, until := Doubt(all)
		last := all[len(all)-1]
		if last.Found == OutcomePass {
			if from != last.At || until != 0 {
				t.Fatalf("found good at %d, in doubt from %d until %d", last.At, from, until)
			}
			return
		}
		if (until == 0) != (last.Left == OutcomeFail) || until != 0 && until != last.At {
			t.Fatalf("left %s at %d, in doubt until %d", last.Left, last.At, until)
		}
		for _, c := range all[:len(all)-1] {
			good := c.Found == OutcomePass || c.Left == OutcomePass
			if good && c.At > from || c.At == from && !good {
				t.Fatalf("in doubt from %d by %+v", from, all)
			}
		}
	})
}

// TestCalibrationsInAnyOrder: calibrations count by when they were made, in
// whatever order they are told.
func TestCalibrationsInAnyOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		judged := rapid.SampledFrom([]Outcome{OutcomePass, OutcomeFail})
		var made []Calibrate
		for range rapid.IntRange(1, 5).Draw(t, "calibrations") {
			made = append(made, Calibrate{Equipment: "T-1", Found: judged.Draw(t, "found"), Left: judged.Draw(t, "left")})
		}
		tell := func(order []int) []Calibration {
			m := newMachine(t)
			start := m.tick.Now
			for _, i := range order {
				m.do(t, &Command{ID: made[i].Certificate + string(rune('a'+i)), Verb: "calibrate", Mode: ModeReport, OccurredAt: start - Micros(100-i)*second, Args: &made[i]})
			}
			all := m.s.calibrations("T-1")
			for i := range all {
				all[i].Entry, all[i].Object = 0, ""
			}
			return all
		}
		order := make([]int, len(made))
		for i := range order {
			order[i] = i
		}
		want := tell(order)
		got := tell(rapid.Permutation(order).Draw(t, "order"))
		if !slices.EqualFunc(want, got, func(a, b Calibration) bool { return a.At == b.At && a.Found == b.Found && a.Left == b.Left }) {
			t.Fatalf("told in order %+v, told otherwise %+v", want, got)
		}
	})
}

// TestEndsAreSharp: what is good until a time is good just before it, and no more
// at it; what begins at a time is good at it.
func TestEndsAreSharp(t *testing.T) {
	t.Parallel()
	made := []Calibration{{At: 10, Calibrated: Calibrated{Found: OutcomePass, Left: OutcomePass, Due: 20}}}
	given := Certificate{From: 10, Until: 20}
	revoked := Certificate{From: 10, Until: 20, Revoked: 7, RevokedAt: 15}
	for _, c := range []struct {
		at      Micros
		made    CalibrationState
		given   CertificateState
		revoked CertificateState
	}{
		{9, CalibrationMissing, CertificateComing, CertificateComing},
		{10, CalibrationGood, CertificateGood, CertificateGood},
		{14, CalibrationGood, CertificateGood, CertificateGood},
		{15, CalibrationGood, CertificateGood, CertificateRevoked},
		{19, CalibrationGood, CertificateGood, CertificateRevoked},
		{20, CalibrationOverdue, CertificateLapsed, CertificateRevoked},
	} {
		if state, _ := CalibrationAt(made, true, c.at); state != c.made {
			t.Errorf("the calibration is %s at %d, want %s", state, c.at, c.made)
		}
		if state := given.StateAt(c.at); state != c.given {
			t.Errorf("the certificate is %s at %d, want %s", state, c.at, c.given)
		}
		if state := revoked.StateAt(c.at); state != c.revoked {
			t.Errorf("the revoked certificate is %s at %d, want %s", state, c.at, c.revoked)
		}
	}
}
