/** What both call screens have in common, by the contract's names and nothing else. */
import { expect, type Locator, type Page } from "@playwright/test";
import type { ScreenPhase } from "@knockknock/protocol";
import { audioEnergy, framesDecoded } from "../measure/received.ts";
import { difference, frameHalves, plainColour, type Rgb } from "../measure/picture.ts";
import { engineOf } from "./engines.ts";
import { HALVES, type PlainFace } from "./faces.ts";

export type PartName =
  | "launcher"
  | "panel"
  | "remote-video"
  | "local-video"
  | "screen-video"
  | "timer"
  | "status"
  | "remote-muted"
  | "camera-off"
  | "listener-banner"
  | "bubble"
  | "settings"
  | "quality";

/**
 * Ten times a second. Left to itself Playwright comes to ask once a second, and every wait of a
 * scenario ends half a second late on average.
 */
export const OFTEN = { intervals: [100] };

/** What Firefox's fake camera shows: one colour all over the frame, which goes on changing. */
async function seesWanderingColour(picture: Locator): Promise<void> {
  let first: Rgb | null = null;
  const wandered = async () => {
    const now = await plainColour(picture);
    first ??= now;
    return now && first ? difference(now, first) : 0;
  };
  // On a busy machine Firefox takes its time until a new connection carries pictures.
  await expect.poll(wandered, { ...OFTEN, timeout: 30_000 }).toBeGreaterThan(8);
}

/** What is counted grows by more than this. A connection in another one's place counts from nought. */
async function grows(count: () => Promise<number>, by: number): Promise<void> {
  let from = await count();
  await expect
    .poll(
      async () => {
        const now = await count();
        from = Math.min(from, now);
        return now - from;
      },
      { ...OFTEN, timeout: 10_000 },
    )
    .toBeGreaterThan(by);
}

export class CallScreen {
  readonly page: Page;
  /** Carries `data-phase`. */
  readonly root: Locator;

  constructor(page: Page, root: Locator) {
    this.page = page;
    this.root = root;
  }

  part(name: PartName): Locator {
    return this.root.locator(`[part~="${name}"]`);
  }

  button(name: string): Locator {
    return this.root.getByRole("button", { name, exact: true });
  }

  /** The bar may have faded: a pointer move brings it back, as for any person. */
  async press(name: string): Promise<void> {
    await this.wake();
    await this.button(name).click();
  }

  async wake(): Promise<void> {
    const surface = this.root.locator('[part~="panel"], [part~="bubble"]');
    if ((await surface.count()) > 0) await surface.first().hover({ force: true });
  }

  async reaches(...phases: readonly ScreenPhase[]): Promise<void> {
    await expect
      .poll(async () => (await this.root.getAttribute("data-phase")) ?? "", {
        ...OFTEN,
        timeout: 15_000,
      })
      .toMatch(new RegExp(`^(${phases.join("|")})$`));
  }

  async openSettings(): Promise<Locator> {
    await this.wake();
    if (!(await this.button("Settings").isVisible())) await this.press("More");
    await this.press("Settings");
    await expect(this.part("settings")).toBeVisible();
    return this.part("settings");
  }

  /** The other person's picture is shown, and moves. */
  async sees(other: PlainFace): Promise<void> {
    const picture = this.part("remote-video");
    await expect(picture).toBeVisible();
    if (engineOf(other === "visitor" ? "visitor" : "agent") === "firefox") {
      await seesWanderingColour(picture);
    } else {
      const [left, right] = HALVES[other];
      await expect
        .poll(() => frameHalves(picture), { ...OFTEN, timeout: 10_000 })
        .toEqual({ left, right });
    }
    await this.receivesFrames("camera");
  }

  /** What a screen reader says by itself. */
  async hears(text: RegExp): Promise<void> {
    await expect(this.root.getByRole("status").filter({ hasText: text })).toHaveCount(1);
  }

  async receivesFrames(medium: "camera" | "screen"): Promise<void> {
    await grows(() => framesDecoded(this.page, medium), 5);
  }

  async receivesSound(): Promise<void> {
    await grows(() => audioEnergy(this.page), 0);
  }

  /** The timer's text in seconds. */
  async seconds(): Promise<number> {
    const text = (await this.part("timer").first().textContent()) ?? "";
    const fields = text.trim().split(":").map(Number);
    return fields.reduce((total, field) => total * 60 + field, 0);
  }
}
