// Package subscription sends what named EPCIS queries find to those who have
// subscribed to them: as soon as it is recorded, or by a schedule.
//
// Each subscription has a cursor in the order of recording, which moves on only
// behind a delivery that was taken. What a delivery holds is written down before
// the first byte of it leaves; so it is sent again with the same events under the
// same id when the answer to it is lost, after a crash on either side too, and
// nothing is left out. A receiver that leaves out deliveries it knows by their ids
// sees each event once. Deliveries of one subscription follow each other, and each
// subscription has a lane of its own, so that a slow receiver holds up no other. One
// that is away for days costs its row in a table.
//
// An address outside is chosen by whoever subscribes, so it is judged: its host
// must be allowed by the settings, and the address that is dialled, after its name
// was looked up, must be a public one or in a network that the settings name.
// Redirects are not followed.
//
// The package must not know the engine, nor the HTTP server: it gets functions.
package subscription
