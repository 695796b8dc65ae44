/** What the benchmarks use of the lab. */
export {
  firstFrame,
  firstFrames,
  inOneLine,
  REACTION_MS,
  ringTime,
  start,
  type Call,
  type CallMaker,
  type PreparedCall,
} from "./call.ts";
export { connectedPages } from "./connected-page.ts";
export { openLab, type Lab } from "./lab.ts";
export { peerJsCalls, peerJsHost, PEERJS_PORT, startPeerJs } from "./peerjs.ts";
export { bundle } from "./bundle.ts";
export { installPeers } from "./peers.ts";
export { startBrowser, type Person } from "./people.ts";
export { plainCalls } from "./plain-call.ts";
export { onVisitor, productCalls, startProduct, type Places } from "./product.ts";
export { percentile, publish, say, type Report, type Row } from "./report.ts";
export { pause, Service, until } from "./shell.ts";
export { HOMES } from "./topology/addresses.ts";
export { joinInternet } from "./topology/link.ts";
export { TURN_URLS } from "./turn.ts";
