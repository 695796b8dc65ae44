/** One line per transceiver of a connection, as negotiated. */
export const sectionsOf = (connection: {
  getTransceivers(): readonly {
    readonly mid: string | null;
    readonly currentDirection: string | null;
    readonly receiver: { readonly track: { readonly kind: string } };
  }[];
}): readonly string[] =>
  connection
    .getTransceivers()
    .map(({ currentDirection, mid, receiver }) =>
      [mid, receiver.track.kind, currentDirection].join(" "),
    );
