package demo

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"
)

// Answer is what the line looks at in the answer to a command.
type Answer struct {
	Permitted bool
	Code      string
	Hold      string // that the command has placed
}

// Act is one command of the line.
type Act struct {
	Verb     string
	Station  string
	Operator int // which of the operators; none when negative
	Args     map[string]any
}

// Line builds pumps, one after the other.
type Line struct {
	// Do gives a command and waits for its answer.
	Do func(ctx context.Context, a Act) (Answer, error)
	// Wait lets the time pass that people take.
	Wait func(ctx context.Context, d time.Duration) error
	// First is the number of the first pump, from 1.
	First int

	chance *rand.Rand
	stock  map[string]*stock
	box    []string // pumps in the open box
	boxes  []string // closed and not shipped
	number int      // of the pump in work
	motors int
	wear   float64 // of the torque tool, which drifts until it is set again
}

// stock is a lot, or a container of one, that is being used up.
type stock struct {
	code string
	left int
}

// errLeft says that a pump was given up: it was scrapped, and the line goes on.
var errLeft = errors.New("the pump was given up")

// Build builds pumps until count of them are begun, or without end when count
// is 0, or until ctx ends.
func (l *Line) Build(ctx context.Context, count int) error {
	l.chance = rand.New(rand.NewPCG(uint64(l.First), 7))
	l.stock = map[string]*stock{}
	for n := 0; count == 0 || n < count; n++ {
		l.number = l.First + n
		err := l.pump(ctx)
		if errors.Is(err, errLeft) {
			err = l.scrap(ctx, l.serial())
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (l *Line) serial() string { return fmt.Sprintf("SN%06d", l.number) }
func (l *Line) board() string  { return fmt.Sprintf("CB%06d", l.number) }

// must gives a command that is expected to be permitted. When it is not, the
// pump is given up.
func (l *Line) must(ctx context.Context, a Act) error {
	answer, err := l.may(ctx, a)
	if err == nil && !answer.Permitted {
		err = errLeft
	}
	return err
}

// may gives a command, and lets the time pass that it takes.
func (l *Line) may(ctx context.Context, a Act) (Answer, error) {
	pace := time.Duration(6+l.chance.IntN(20)) * time.Second
	if err := l.Wait(ctx, pace); err != nil {
		return Answer{}, err
	}
	answer, err := l.Do(ctx, a)
	if err != nil {
		return answer, fmt.Errorf("%s at %s: %w", a.Verb, a.Station, err)
	}
	return answer, nil
}

func (l *Line) scan(ctx context.Context, station, code string) error {
	return l.must(ctx, scanOf(station, code))
}

func scanOf(station, code string) Act {
	return Act{Verb: "scan", Station: station, Operator: operatorAt(station), Args: map[string]any{"code": code}}
}

// operatorAt is who works at a station.
func operatorAt(station string) int {
	switch station {
	case "ST-05", "ST-10":
		return 0
	case "ST-20", "ST-30":
		return 1
	}
	return 2
}

// office is who works in no station: goods in, quality, shipping.
const office = 3

func (l *Line) receive(ctx context.Context, args map[string]any) error {
	_, err := l.may(ctx, Act{Verb: "receive", Operator: office, Args: args})
	return err // what is refused was received by an earlier run
}

// lots says what is bought by the lot: the maker, how many come, and in how
// many containers.
func lots() map[string]struct {
	maker, prefix      string
	quantity, in, each int // each: used up by a pump
} {
	return map[string]struct {
		maker, prefix      string
		quantity, in, each int
	}{
		"IMPELLER-7": {"ACME", "IMP", 60, 0, 1},
		"SEAL-3":     {"SEALCO", "SE", 48, 0, 1},
		"SCREW-M6":   {"BOLTON", "SC", 400, 2, 4},
		"PCB-5":      {"PRINTWORKS", "PCB", 80, 0, 1},
		"CAP-100N":   {"CAPCO", "CAP", 600, 3, 3},
	}
}

// take returns the code of some material, and buys more when there is none.
func (l *Line) take(ctx context.Context, part string) (string, error) {
	kind := lots()[part]
	s := l.stock[part]
	if s == nil || s.left < kind.each {
		lot := fmt.Sprintf("%s-%04d", kind.prefix, l.number)
		args := map[string]any{
			"part": part, "maker": kind.maker, "lot": lot, "quantity": strconv.Itoa(kind.quantity),
			"receipt": fmt.Sprintf("DN-%05d", 10_000+l.number), "supplier": kind.maker,
		}
		s = &stock{code: lot, left: kind.quantity}
		if kind.in > 0 {
			var containers []map[string]any
			for i := range kind.in {
				containers = append(containers, map[string]any{
					"number": fmt.Sprintf("%s-%d", lot, i+1), "quantity": strconv.Itoa(kind.quantity / kind.in),
				})
			}
			args["containers"] = containers
			s = &stock{code: lot + "-1", left: kind.quantity / kind.in}
		}
		if err := l.receive(ctx, args); err != nil {
			return "", err
		}
		l.stock[part] = s
	}
	s.left -= kind.each
	return s.code, nil
}

// chanceOf is true once in n times.
func (l *Line) chanceOf(n int) bool { return l.chance.IntN(n) == 0 }

// around is a value spread about a middle, with so many digits.
func (l *Line) around(middle, spread float64, digits int) string {
	return strconv.FormatFloat(middle+spread*l.chance.NormFloat64(), 'f', digits, 64)
}
