import { expect, test } from "vitest";
import { createTickets } from "./ticket.ts";

const tickets = createTickets("a server secret for tests");
const CALL = "call-0001";

test("a ticket is good until its successor is first used", () => {
  const first = tickets.issue(CALL, 1);
  const second = tickets.issue(CALL, 2);
  expect(tickets.check(CALL, first, 0)).toBe(1);
  expect(tickets.check(CALL, first, 1)).toBe(1);
  expect(tickets.check(CALL, second, 1)).toBe(2);
  expect(tickets.check(CALL, first, 2)).toBeNull();
});

test("only the ticket given last says that its page goes", () => {
  const [first, second] = [tickets.issue(CALL, 1), tickets.issue(CALL, 2)];
  expect([first, second].map((ticket) => tickets.isHeld(CALL, ticket, 0))).toEqual([true, false]);
  expect([first, second].map((ticket) => tickets.isHeld(CALL, ticket, 1))).toEqual([false, true]);
  expect(tickets.isHeld("call-0002", second, 1)).toBe(false);
});

test("a ticket that was not issued for this call by this server opens nothing", () => {
  const ticket = tickets.issue(CALL, 1);
  expect(tickets.check("call-0002", ticket, 0)).toBeNull();
  expect(createTickets("another secret").check(CALL, ticket, 0)).toBeNull();
  for (const forged of [
    "",
    ".",
    "1",
    "1.",
    `2${ticket.slice(1)}`,
    `01${ticket.slice(1)}`,
    "9e9.x",
  ]) {
    expect(tickets.check(CALL, forged, 0)).toBeNull();
  }
});
