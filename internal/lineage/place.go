package lineage

import (
	"cmp"
	"slices"
)

// How boxes are laid out, in pixels.
const (
	Width  = 208 // of a box
	Height = 64
	across = Width + 88 // from layer to layer
	down   = Height + 20
)

// sweeps is how often the layers are ordered by their neighbours, to and fro.
const sweeps = 4

// place gives each box its layer, one after all that lead to it, and its place in
// the layer, near the middle of what it is joined to.
func place(boxes []Box, lines []Line) {
	index := make(map[string]int, len(boxes))
	for i := range boxes {
		index[boxes[i].Key] = i
	}
	before, after := make([][]int, len(boxes)), make([][]int, len(boxes))
	for _, l := range lines {
		from, to := index[l.From], index[l.To]
		if from > to {
			continue // what leads back, in a circle
		}
		before[to], after[from] = append(before[to], from), append(after[from], to)
	}
	var layers [][]int
	for i := range boxes {
		for _, b := range before[i] { // which come before it in the list
			boxes[i].Layer = max(boxes[i].Layer, boxes[b].Layer+1)
		}
		for len(layers) <= boxes[i].Layer {
			layers = append(layers, nil)
		}
		layers[boxes[i].Layer] = append(layers[boxes[i].Layer], i)
	}
	rank := make([]float64, len(boxes))
	for _, layer := range layers {
		number(layer, rank)
	}
	for range sweeps {
		for _, layer := range layers {
			arrange(layer, before, rank)
		}
		for _, layer := range slices.Backward(layers) {
			arrange(layer, after, rank)
		}
	}
	tallest := 0
	for _, layer := range layers {
		tallest = max(tallest, len(layer))
	}
	for l, layer := range layers {
		for n, i := range layer {
			boxes[i].X, boxes[i].Y = l*across, n*down+(tallest-len(layer))*down/2
		}
	}
}

// number ranks the boxes of a layer by their order, around the middle of it.
func number(layer []int, rank []float64) {
	for n, i := range layer {
		rank[i] = float64(n) - float64(len(layer)-1)/2
	}
}

// arrange orders a layer by the mean rank of the neighbours of each box; one
// without neighbours stays where it is.
func arrange(layer []int, neighbours [][]int, rank []float64) {
	wish := make(map[int]float64, len(layer))
	for _, i := range layer {
		wish[i] = rank[i]
		if len(neighbours[i]) > 0 {
			wish[i] = 0
			for _, n := range neighbours[i] {
				wish[i] += rank[n] / float64(len(neighbours[i]))
			}
		}
	}
	slices.SortStableFunc(layer, func(a, b int) int { return cmp.Compare(wish[a], wish[b]) })
	number(layer, rank)
}
