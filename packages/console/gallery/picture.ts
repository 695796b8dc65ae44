/** A stream of a drawn face, so that the gallery needs no camera. */
export const picture = (
  ground: string,
  clothes: string,
  width: number,
  height: number,
): MediaStream => {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("This browser cannot draw the gallery's pictures");
  const draw = () => {
    context.fillStyle = ground;
    context.fillRect(0, 0, width, height);
    context.fillStyle = clothes;
    context.beginPath();
    context.ellipse(width / 2, height * 1.02, width * 0.3, height * 0.4, 0, 0, 7);
    context.fill();
    context.fillStyle = "#d9b493";
    context.beginPath();
    context.arc(width / 2, height * 0.42, height * 0.17, 0, 7);
    context.fill();
  };
  draw();
  setInterval(draw, 200);
  return canvas.captureStream(5);
};
