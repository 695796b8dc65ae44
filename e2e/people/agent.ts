import {
  CallDetail,
  CallRecordPage,
  Invitation,
  MessagePage,
  type CallRecord,
} from "@knockknock/protocol";
import { expect, type Locator, type Page } from "@playwright/test";
import { OWNER, type Company } from "../company/company.ts";
import { openSeat, type Seat } from "./browser.ts";
import { CallScreen } from "./call-screen.ts";
import { engineOf } from "./engines.ts";

/** Whom `invitesColleague` brings into the team. */
export const COLLEAGUE = {
  name: "Second agent",
  email: "second@example.com",
  password: "another long password",
};

/** Somebody of the company, in the console. */
export class Agent extends CallScreen {
  readonly #company: Company;
  readonly #seat: Seat;

  private constructor(company: Company, seat: Seat, page: Page) {
    super(page, page.locator("[data-phase]"));
    this.#company = company;
    this.#seat = seat;
  }

  static async #opens(
    company: Company,
    face: "agent" | "colleague" | "agent-portrait",
    session: ReturnType<Company["takeSession"]> = null,
  ): Promise<Agent> {
    const viewport = { width: 1280, height: 800 };
    const seat = await openSeat(engineOf("agent"), { face, prompts: "allow" }, { viewport });
    if (session) await seat.context.addCookies([session]);
    const page = await seat.context.newPage();
    await page.goto(`${company.url}/console/`);
    return new Agent(company, seat, page);
  }

  /** The owner is ready for calls: the first one has been signed in before, another one signs in. */
  static async arrives(
    company: Company,
    face: "agent" | "agent-portrait" = "agent",
  ): Promise<Agent> {
    const session = company.takeSession();
    const agent = await Agent.#opens(company, face, session);
    if (!session) await agent.signsIn(OWNER.email, OWNER.password);
    await agent.setsAvailable(true);
    return agent;
  }

  /** A second agent, invited by this one. */
  async invitesColleague(): Promise<Agent> {
    const { url } = Invitation.parse(
      await this.#post("/api/v1/agent/invitations", { role: "agent" }),
    );
    const token = url.split("token=").at(-1) ?? "";
    const colleague = await Agent.#opens(this.#company, "colleague");
    await colleague.#post("/api/v1/join", { token, ...COLLEAGUE });
    await colleague.page.goto(`${this.#company.url}/console/`);
    await colleague.setsAvailable(true);
    return colleague;
  }

  async signsIn(email: string, password: string): Promise<void> {
    await this.page.getByRole("textbox", { name: "Email" }).fill(email);
    await this.page.getByRole("textbox", { name: "Password" }).fill(password);
    await this.page.getByRole("button", { name: "Sign in" }).click();
  }

  /** Nobody who is not signed in has this switch. */
  get availability(): Locator {
    return this.page.getByRole("switch", { name: "Available" });
  }

  async setsAvailable(available: boolean): Promise<void> {
    const { availability } = this;
    await expect(availability).toBeEnabled();
    // The server decides; the switch follows when its answer comes.
    if ((await availability.isChecked()) !== available) await availability.click();
    await expect(availability).toBeChecked({ checked: available });
  }

  get card(): Locator {
    return this.page.getByRole("alertdialog", { name: "Incoming video call" });
  }

  async accepts(): Promise<void> {
    // Who is second in a race finds no button any more: that must not last as long as the test.
    await this.card.getByRole("button", { name: "Accept" }).click({ timeout: 15_000 });
  }

  async declines(): Promise<void> {
    await this.card.getByRole("button", { name: "Decline" }).click();
  }

  /** The newest record of the history, as the REST API tells it. */
  async lastRecord(): Promise<CallRecord> {
    const { calls } = CallRecordPage.parse(await this.#get("/api/v1/agent/calls?limit=1"));
    const [newest] = calls;
    if (!newest) throw new Error("The history is empty");
    return newest;
  }

  /** The newest call with its chat, and how its connection was as far as the sides have told. */
  async lastDetail(): Promise<CallDetail> {
    const { id } = await this.lastRecord();
    return CallDetail.parse(await this.#get(`/api/v1/agent/calls/${id}`));
  }

  async messages(): Promise<MessagePage["messages"]> {
    return MessagePage.parse(await this.#get("/api/v1/agent/messages")).messages;
  }

  /** Goes to another part of the console. */
  async opens(place: "Desk" | "History" | "Messages" | "Site" | "Team"): Promise<void> {
    await this.page.getByRole("navigation").getByRole("link", { name: place }).click();
  }

  async leaves(): Promise<void> {
    await this.#seat.leave();
  }

  #get(path: string): Promise<unknown> {
    return this.page.evaluate(async (url): Promise<unknown> => {
      const response = await fetch(url);
      if (!response.ok) throw new Error(`${url}: ${String(response.status)}`);
      return response.json();
    }, path);
  }

  #post(path: string, body: object): Promise<unknown> {
    return this.page.evaluate(
      async ([url, json]): Promise<unknown> => {
        const response = await fetch(url, {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: json,
        });
        if (!response.ok)
          throw new Error(`${url}: ${String(response.status)} ${await response.text()}`);
        return response.json();
      },
      [path, JSON.stringify(body)] as const,
    );
  }
}
