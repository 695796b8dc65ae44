import { OWNER } from "../company/company.ts";
import { expect, scenario } from "../scenario.ts";
import { FirefoxPerson } from "./firefox.ts";

scenario(
  "V1 V2 V5 V11 · a Firefox visitor talks to a Chromium agent",
  async ({ company, agent }) => {
    const visitor = await FirefoxPerson.opens(`${company.website}/`);
    await visitor.press("Video call");
    await agent.accepts();
    await visitor.reaches("connected");
    await agent.reaches("connected");
    await visitor.receives();
    await agent.receivesFrames("camera");

    await visitor.press("Mute microphone");
    await expect(agent.part("remote-muted")).toBeVisible();
    await visitor.press("End call");
    await visitor.reaches("ended");
    await agent.reaches("ended", "idle");
    await visitor.leaves();
  },
);

scenario(
  "A1 A2 V8 · a Chromium visitor talks to a Firefox agent",
  async ({ company, visitorComes }) => {
    const agent = await FirefoxPerson.opens(`${company.url}/console/`);
    await agent.types("Email", OWNER.email);
    await agent.types("Password", OWNER.password);
    await agent.press("Sign in");
    await agent.press("Available", "[role=switch]");
    await agent.shows("Available", "[role=switch][aria-checked=true]");

    const visitor = await visitorComes();
    await visitor.knocks();
    await agent.press("Accept");
    await visitor.reaches("connected");
    await agent.receives();
    await visitor.receivesFrames("camera");

    await visitor.press("Share screen");
    await visitor.sends("audio", "video", "screen");
    await agent.receives();
    await agent.press("End call");
    await visitor.reaches("ended");
    await agent.leaves();
  },
);
