const times = (count: number): string =>
  ["never", "once", "twice"][count] ?? `${String(count)} times`;

/** How the connection of a kept call was. */
export const connection = {
  title: "Connection",
  atAgent: "What reached the agent",
  atVisitor: "What reached the visitor",
  levels: { good: "good", fair: "fair", poor: "weak", unknown: "nothing arrived" },
  ofTime: (levels: string, time: string) =>
    `${levels.charAt(0).toUpperCase()}${levels.slice(1)} of ${time}`,
  direct: "direct",
  relayed: "through the relay",
  delay: (milliseconds: number) => `${String(milliseconds)} ms there and back`,
  loss: (share: string) => `${share} lost`,
  freezes: (count: number) => `the picture froze ${times(count)}`,
  recoveries: (count: number) => `reconnected ${times(count)}`,
};
