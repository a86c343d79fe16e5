package epc

import (
	"strings"

	"github.com/tracewright/tracewright/internal/ident/refusal"
)

// maxHostname is the longest host name on a tag, in characters and in steps of
// 7 bits (TDS 14.5.16).
const maxHostname = 63

// shortcuts are what 7 bits may stand for instead of a character (table A).
var shortcuts = []struct {
	bits byte
	text string
}{
	{0x1e, "qr."},
	{0x1f, "www."},
	{0x20, "id."},
	{0x5b, ".com"},
	{0x5c, ".org"},
	{0x5d, ".net"},
	{0x5e, ".int"},
	{0x60, ".edu"},
	{0x7b, ".gov"},
	{0x7c, ".mil"},
	{0x7d, ".biz"},
	{0x7e, ".eco"},
	{0x7f, ".med"},
}

// domains are what 14 bits may stand for, by their first 7, and in the order of
// the last (tables B1 to B4). TDS 2.3 prints two of B3 with a wrong first half.
var domains = [4][]string{
	strings.Fields(`.ac .ad .ae .af .ag .ai .al .am .ao .aq .ar .as .at .au .aw .ax .az .ba .bb .bd .be .bf .bg .bh .bi
		.bj .bm .bn .bo .bq .br .bs .bt .bw .by .bz .ca .cc .cd .cf .cg .ch .ci .ck .cl .cm .cn .co .cr .cu .cv .cw .cx
		.cy .cz .de .dj .dk .dm .do .dz .ec .ee .eg .eh .er .es .et .eu .fi .fj .fk .fm .fo .fr .ga .gd .ge .gf .gg .gh
		.gi .gl .gm .gn .gp .gq .gr .gs .gt .gu .gw .gy .hk .hm .hn .hr .ht .hu .id .ie .il .im .in .io .iq .ir .is .it
		.je .jm .jo .jp .ke .kg .kh .ki .km .kn .kp .kr .kw .ky .kz .la .lb .lc .li`),
	strings.Fields(`.lk .lr .ls .lt .lu .lv .ly .ma .mc .md .me .mg .mh .mk .ml .mm .mn .mo .mp .mq .mr .ms .mt .mu .mv
		.mw .mx .my .mz .na .nc .ne .nf .ng .ni .nl .no .np .nr .nu .nz .om .pa .pe .pf .pg .ph .pk .pl .pm .pn .pr .ps
		.pt .pw .py .qa .re .ro .rs .ru .rw .sa .sb .sc .sd .se .sg .sh .si .sk .sl .sm .sn .sr .ss .st .su .sv .sx .sy
		.sz .tc .td .tf .tg .th .tj .tk .tl .tm .tn .to .tr .tt .tv .tw .tz .ua .ug .us .uy .uz .va .vc .ve .vg .vi .vn
		.vu .wf .ws .ye .yt .za .zm .zw`),
	strings.Fields(`.com.au .net.au .org.au .co.at .com.bd .co.bd .com.br .net.br .co.nz .com.ng .com.pk .co.in .com.in
		.co.il .co.jp .co.za .co.kr .com.es .com.lk .co.th .co.tt .com.tt .com.tr .biz.tr .com.ua .co.uk .co.zm .com.zm
		.com.cn .org.cn .net.cn .gov.cn`),
	{".tech"},
}

// putHostname writes a host name in the shorter of the two ways: three capitals
// to 16 bits, or characters and shortcuts of 7 bits.
func putHostname(w *writer, name string) error {
	steps := hostSteps(name)
	wide, isCode40 := textBits(asCode40, name)
	fits := len(name) <= maxHostname && all(name, encodable)
	switch {
	case fits && isCode40 && wide <= 7*len(steps):
		w.put(0, 1)
		w.put(uint64(len(name)), 6)
		putCode40(w, name)
	case fits && len(steps) <= maxHostname:
		w.put(1, 1)
		w.put(uint64(len(steps)), 6)
		for _, s := range steps {
			w.put(uint64(s), 7)
		}
	default:
		return refuse("epc.hostname", "host name", refusal.Quote(name)+" does not fit", "give at most 63 letters, digits, hyphens and dots")
	}
	return nil
}

// hostSteps returns a host name in steps of 7 bits, taking the longest domain
// or shortcut at each place.
func hostSteps(name string) []byte {
	var steps []byte
	for name != "" {
		step, length := []byte{name[0]}, 1
		for _, s := range shortcuts {
			if len(s.text) > length && strings.HasPrefix(name, s.text) {
				step, length = []byte{s.bits}, len(s.text)
			}
		}
		for table, list := range domains {
			for i, d := range list {
				if len(d) > length && strings.HasPrefix(name, d) {
					step, length = []byte{byte(table), byte(i)}, len(d)
				}
			}
		}
		steps, name = append(steps, step...), name[length:]
	}
	return steps
}

func readHostname(r *reader) (string, error) {
	inSteps, n := r.take(1) == 1, int(r.take(6))
	if n == 0 {
		return "", badField("host name", "is empty")
	}
	if !inSteps {
		return readCode40(r, n)
	}
	var b strings.Builder
	for ; n > 0; n-- {
		step := byte(r.take(7))
		if int(step) < len(domains) {
			i := int(r.take(7))
			if n--; n == 0 || i >= len(domains[step]) {
				return "", badField("host name", "has a domain that is none")
			}
			b.WriteString(domains[step][i])
			continue
		}
		if text, ok := shortcut(step); ok {
			b.WriteString(text)
			continue
		}
		if !encodable(step) {
			return "", badField("host name", "has a character that it may not have")
		}
		b.WriteByte(step)
	}
	return b.String(), nil
}

func shortcut(bits byte) (string, bool) {
	for _, s := range shortcuts {
		if s.bits == bits {
			return s.text, true
		}
	}
	return "", false
}
