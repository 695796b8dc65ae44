export {
  createFakeCall,
  type FakeCall,
  type FakeCommand,
  fakeLocal,
  fakeRemote,
  unknownQuality,
} from "./fake-call.ts";
