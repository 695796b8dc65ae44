/** System notifications for rings that nobody is looking at. */
import { signal, type ReadonlySignal } from "@preact/signals";

type NotifyPermission = "unsupported" | "default" | "granted" | "denied";

export interface Notifier {
  readonly permission: ReadonlySignal<NotifyPermission>;
  /** Asks the browser; from a gesture only. */
  ask(): Promise<void>;
  show(ring: { callId: string; title: string; body: string }, onClick: () => void): void;
  /** Takes away the notifications of all calls but these. */
  keepOnly(callIds: ReadonlySet<string>): void;
}

const current = (): NotifyPermission =>
  "Notification" in globalThis ? Notification.permission : "unsupported";

export const createNotifier = (icon: string): Notifier => {
  const permission = signal<NotifyPermission>(current());
  const shown = new Map<string, Notification>();

  const open = (title: string, options: NotificationOptions): Notification | null => {
    try {
      return new Notification(title, options);
    } catch {
      // Android's browsers allow notifications from a service worker only.
      permission.value = "unsupported";
      return null;
    }
  };

  return {
    permission,
    ask: async () => {
      if (current() !== "default") return;
      await Notification.requestPermission();
      permission.value = current();
    },
    show: ({ callId, title, body }, onClick) => {
      if (current() !== "granted" || shown.has(callId)) return;
      const notification = open(title, { body, icon, tag: callId, requireInteraction: true });
      if (notification === null) return;
      notification.addEventListener("click", () => {
        window.focus();
        notification.close();
        onClick();
      });
      shown.set(callId, notification);
    },
    keepOnly: (callIds) => {
      for (const [callId, notification] of shown) {
        if (callIds.has(callId)) continue;
        notification.close();
        shown.delete(callId);
      }
    },
  };
};
