/** What the benchmarks use of the lab. */
export {
  firstFrames,
  inOneLine,
  REACTION_MS,
  ringTime,
  type Call,
  type CallMaker,
  type PreparedCall,
} from "./call.ts";
export { openLab, type Lab } from "./lab.ts";
export { startBrowser, type Person } from "./people.ts";
export { productCalls, startProduct, type Places } from "./product.ts";
export { percentile, publish, say, type Report, type Row } from "./report.ts";
export { inside, pause, Service, until } from "./shell.ts";
export { HOMES, PEERJS_ADDRESS, PEERJS_NAME, SERVER, TURN_NAME } from "./topology/addresses.ts";
export { startFront } from "./front.ts";
export { joinInternet } from "./topology/link.ts";
