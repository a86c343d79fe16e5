import { beginRoute } from "@/screens/begin/route";
import { codesRoute } from "@/screens/codes/route";
import { commandsRoute } from "@/screens/commands/route";
import { findRoute } from "@/screens/find/route";
import { healthRoute } from "@/screens/health/route";
import { homeRoute } from "@/screens/home/route";
import { entryRoute, journalRoute } from "@/screens/journal/route";
import { mapRoute } from "@/screens/map/route";
import { plantRoute } from "@/screens/plant/route";
import { proofingRoute } from "@/screens/proofing/route";
import { recordRoute } from "@/screens/record/route";
import { rolesRoute } from "@/screens/roles/route";
import { scannerRoute } from "@/screens/scanner/route";
import { stationRoute } from "@/screens/station/route";
import { stationsRoute } from "@/screens/stations/route";
import { stockRoute } from "@/screens/stock/route";
import { traceRoute } from "@/screens/trace/route";
import { bare, office, root } from "./app/places";

/** Every screen of the application, a line each. */
export const routes = root.addChildren([
  office.addChildren([
    beginRoute,
    codesRoute,
    entryRoute,
    findRoute,
    healthRoute,
    homeRoute,
    journalRoute,
    mapRoute,
    plantRoute,
    proofingRoute,
    recordRoute,
    stationsRoute,
    stockRoute,
    traceRoute,
  ]),
  bare.addChildren([commandsRoute, rolesRoute, scannerRoute, stationRoute]),
]);
