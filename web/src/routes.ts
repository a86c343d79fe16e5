import { findRoute } from "@/screens/find/route";
import { homeRoute } from "@/screens/home/route";
import { rolesRoute } from "@/screens/roles/route";
import { stationRoute } from "@/screens/station/route";
import { stationsRoute } from "@/screens/stations/route";
import { bare, office, root } from "./app/places";

/** Every screen of the application, a line each. */
export const routes = root.addChildren([
  office.addChildren([findRoute, homeRoute, stationsRoute]),
  bare.addChildren([rolesRoute, stationRoute]),
]);
