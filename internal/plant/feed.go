package plant

import "slices"

// Fed reports whether the line draws on what is loaded at a station, so that
// nothing is scanned for each product.
func (l *BOMLine) Fed() bool { return l.Capture == CaptureOnChange || l.Capture == CaptureBackflush }

// Accepts reports whether a component of a part number fills the line.
func (l *BOMLine) Accepts(part string) bool {
	return l.Part == part || slices.Contains(l.Alternates, part)
}

// Takes reports whether material of a part number may be loaded at the
// position.
func (p *Position) Takes(part string) bool {
	return p.Kind == PositionMaterial && (len(p.Parts) == 0 || slices.Contains(p.Parts, part))
}

// Feeds reports whether the line draws on what is loaded at the position.
func (p *Position) Feeds(l *BOMLine) bool {
	named := len(l.Feed) == 0 || slices.Contains(l.Feed, p.Code)
	return l.Fed() && named && (p.Takes(l.Part) || slices.ContainsFunc(l.Alternates, p.Takes))
}

// Feeders lists the positions of the station that the line draws on; none
// means that its material is scanned for each product after all, or not at
// all where it is backflushed by the book.
func (s *Station) Feeders(l *BOMLine) []*Position {
	var feeders []*Position
	for i := range s.Positions {
		if p := &s.Positions[i]; p.Feeds(l) {
			feeders = append(feeders, p)
		}
	}
	return feeders
}

// WantedAt lists the part numbers that a position of a station is loaded with:
// those that lines draw from it at the station's operations.
func (x *Index) WantedAt(s *Station, p *Position) []string {
	var parts []string
	for i := range x.d.Parts {
		for _, l := range x.bills[&x.d.Parts[i]] {
			if (l.Operation != "" && !slices.Contains(s.Operations, l.Operation)) || !p.Feeds(l) {
				continue
			}
			for _, part := range append([]string{l.Part}, l.Alternates...) {
				if p.Takes(part) && !slices.Contains(parts, part) {
					parts = append(parts, part)
				}
			}
		}
	}
	return parts
}
