package symbol

// field is the field of 256 elements over which error correction is computed.
type field struct {
	exp [510]byte
	log [256]byte
}

// newField makes the field of a primitive polynomial.
func newField(polynomial int) *field {
	f := &field{}
	x := 1
	for i := range 255 {
		f.exp[i], f.exp[i+255] = byte(x), byte(x)
		f.log[x] = byte(i)
		if x <<= 1; x > 255 {
			x ^= polynomial
		}
	}
	return f
}

func (f *field) times(a, b byte) byte {
	if a == 0 || b == 0 {
		return 0
	}
	return f.exp[int(f.log[a])+int(f.log[b])]
}

// generator gives the Reed-Solomon generator polynomial with the given number
// of roots, which begin at 2 to the power first; its highest coefficient, 1,
// is left out.
func (f *field) generator(roots, first int) []byte {
	g := make([]byte, roots)
	g[roots-1] = 1
	for i := range roots {
		root := f.exp[i+first]
		for j := range g {
			g[j] = f.times(g[j], root)
			if j+1 < roots {
				g[j] ^= g[j+1]
			}
		}
	}
	return g
}

// check gives the error correction codewords of data: the remainder of its
// division by the generator.
func (f *field) check(data, generator []byte) []byte {
	n := len(generator)
	rest := make([]byte, n)
	for _, d := range data {
		factor := d ^ rest[0]
		copy(rest, rest[1:])
		rest[n-1] = 0
		for i, g := range generator {
			rest[i] ^= f.times(g, factor)
		}
	}
	return rest
}

// generators makes a function that gives the generator of each size, computed
// once.
func (f *field) generators(first int, sizes ...int) map[int][]byte {
	made := map[int][]byte{}
	for _, n := range sizes {
		made[n] = f.generator(n, first)
	}
	return made
}
