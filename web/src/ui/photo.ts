/** The longer side of a photo that is kept, in pixels: enough to see a scratch, and quickly sent. */
const side = 1600;

/** A photo as it is kept: a JPEG of a size that shows what is wrong, without what the camera has written into it. */
export async function shrunk(photo: Blob): Promise<Blob> {
  const image = await createImageBitmap(photo, { imageOrientation: "from-image" });
  const scale = Math.min(1, side / Math.max(image.width, image.height));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(image.width * scale)),
    Math.max(1, Math.round(image.height * scale)),
  );
  const ink = canvas.getContext("2d");
  if (!ink) throw new Error("this browser draws no pictures");
  ink.fillStyle = "#fff"; // under what is transparent
  ink.fillRect(0, 0, canvas.width, canvas.height);
  ink.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  return await canvas.convertToBlob({ type: "image/jpeg", quality: 0.85 });
}
