import type { IceConfig } from "@knockknock/protocol";

export type CreateConnection = (configuration: RTCConfiguration) => RTCPeerConnection;

/** The browser's own; the only place in the engine that names the constructor. */
export const browserConnection: CreateConnection = (configuration) =>
  new RTCPeerConnection(configuration);

export const configurationOf = (ice: IceConfig): RTCConfiguration => ({
  iceServers: ice.servers.map((server) => ({
    urls: server.urls,
    ...(server.username === undefined ? {} : { username: server.username }),
    ...(server.credential === undefined ? {} : { credential: server.credential }),
  })),
  iceTransportPolicy: ice.policy,
  bundlePolicy: "max-bundle",
  rtcpMuxPolicy: "require",
});
