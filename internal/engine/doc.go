// Package engine is the one write path. Every command, from whichever side it
// comes, waits in a bounded queue, is judged in a batch, appended to the
// journal and applied to the views in one transaction, and is answered after
// the commit. See DESIGN.md.
package engine
