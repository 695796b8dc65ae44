export interface Bike {
  readonly slug: string;
  readonly name: string;
  readonly kind: "City" | "Touring" | "Cargo" | "Electric";
  readonly price: number;
  readonly line: string;
  readonly text: string;
  readonly colour: string;
  readonly specs: readonly (readonly [name: string, value: string])[];
}

const specs = (frame: string, gears: string, brakes: string, weight: string): Bike["specs"] => [
  ["Frame", frame],
  ["Gears", gears],
  ["Brakes", brakes],
  ["Weight", weight],
];

export const BIKES: readonly Bike[] = [
  {
    slug: "harbour-3",
    name: "Harbour 3",
    kind: "City",
    price: 690,
    line: "Three gears, upright, always ready.",
    text: "Our everyday bicycle. It stands by the door, starts without a thought and forgives rain.",
    colour: "#2f6f73",
    specs: specs("Chromoly steel", "3, in the hub", "Roller brakes", "14.2 kg"),
  },
  {
    slug: "harbour-8",
    name: "Harbour 8",
    kind: "City",
    price: 890,
    line: "The Harbour for towns with hills.",
    text: "Eight gears in the hub and a belt instead of a chain: nothing to oil, nothing to catch.",
    colour: "#8a4b2f",
    specs: specs("Chromoly steel", "8, in the hub, belt", "Hydraulic discs", "14.9 kg"),
  },
  {
    slug: "longshore",
    name: "Longshore",
    kind: "Touring",
    price: 1480,
    line: "Built to carry four bags across a country.",
    text: "A long wheelbase keeps it calm under load. Mounts for racks, three bottles and mudguards.",
    colour: "#3d5a80",
    specs: specs("Double-butted steel", "2 × 11", "Mechanical discs", "13.1 kg"),
  },
  {
    slug: "estuary",
    name: "Estuary",
    kind: "Touring",
    price: 1720,
    line: "Gravel tyres for the way between roads.",
    text: "Wide tyres, low gears and a relaxed handlebar for days that leave the tarmac.",
    colour: "#6b705c",
    specs: specs("Aluminium, carbon fork", "1 × 12", "Hydraulic discs", "10.8 kg"),
  },
  {
    slug: "ferry",
    name: "Ferry",
    kind: "Cargo",
    price: 2450,
    line: "Two children or a week of shopping.",
    text: "A low box in front of you, a stand that a child can climb onto, and steering by cable.",
    colour: "#b5542c",
    specs: specs("Hydroformed aluminium", "8, in the hub", "Hydraulic discs", "31.5 kg"),
  },
  {
    slug: "springtide",
    name: "Springtide",
    kind: "Electric",
    price: 2890,
    line: "Quiet help up every hill.",
    text: "A mid motor with a torque sensor: it helps as much as you ask and stops when you do.",
    colour: "#5b4b8a",
    specs: specs("Aluminium", "10", "Hydraulic discs", "22.4 kg"),
  },
];

/** Every word of the query has to occur somewhere in the bicycle's texts. */
export function search(query: string): readonly Bike[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return BIKES.filter((bike) => {
    const text = `${bike.name} ${bike.kind} ${bike.line} ${bike.text}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

export const specSheet = (bike: Bike): string =>
  [bike.name, bike.line, "", ...bike.specs.map(([name, value]) => `${name}: ${value}`), ""].join(
    "\n",
  );
