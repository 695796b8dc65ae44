/** Pictures of a call, drawn on a canvas: the galleries need no camera, and never look different. */

/** Redrawn this often, a canvas stays a live stream at next to no cost. */
const REDRAWN_MS = 500;

function stream(width: number, height: number, draw: (context: CanvasRenderingContext2D) => void) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This browser has no 2D canvas to draw the gallery's pictures on.");
  const moving = canvas.captureStream();
  draw(context);
  setInterval(() => draw(context), REDRAWN_MS);
  return moving;
}

function person(wall: string, shade: string, shirt: string, hair: string): MediaStream {
  return stream(640, 480, (context) => {
    const light = context.createRadialGradient(320, 90, 20, 320, 200, 520);
    light.addColorStop(0, wall);
    light.addColorStop(1, shade);
    context.fillStyle = light;
    context.fillRect(0, 0, 640, 480);
    context.fillStyle = shirt;
    context.beginPath();
    context.ellipse(320, 520, 190, 210, 0, 0, Math.PI * 2);
    context.fill();
    context.fillStyle = hair;
    context.beginPath();
    context.arc(320, 200, 84, 0, Math.PI * 2);
    context.fill();
    context.fillStyle = "#d9b493";
    context.beginPath();
    context.arc(320, 214, 74, 0, Math.PI * 2);
    context.fill();
  });
}

export const agentFace = (): MediaStream => person("#8fa095", "#26302c", "#2c5a66", "#4b372b");
export const visitorFace = (): MediaStream => person("#d6c6b3", "#54473a", "#7a3b3b", "#2b211b");

export const sharedPage = (): MediaStream =>
  stream(1280, 800, (context) => {
    context.fillStyle = "#fff";
    context.fillRect(0, 0, 1280, 800);
    context.fillStyle = "#f0f1f3";
    context.fillRect(0, 0, 1280, 54);
    context.fillStyle = "#fdecec";
    context.fillRect(40, 90, 1200, 90);
    context.fillStyle = "#a33";
    context.font = "32px sans-serif";
    context.fillText("Payment could not be completed (E-402)", 70, 146);
    context.fillStyle = "#eceef1";
    for (let row = 0; row < 8; row++) {
      context.fillRect(40, 220 + row * 64, row % 3 ? 1200 : 760, 30);
    }
  });
