/** Joins pieces of audio into frames of one length. */
export class Framer {
  private parts: Buffer[] = [];
  private length = 0;
  private timestamp = 0;

  /**
   * @param frameBytes the length of a frame
   * @param bytesPerMs of the audio
   * @param send called with each frame, and the time of its start in milliseconds
   */
  constructor(
    private readonly frameBytes: number,
    private readonly bytesPerMs: number,
    private readonly send: (audio: Buffer, timestamp: number) => void,
  ) {}

  /** @param timestamp of the start of this piece, in milliseconds */
  add(audio: Buffer, timestamp: number): void {
    if (this.length === 0) {
      this.timestamp = timestamp;
      // The usual case: nothing is copied.
      if (audio.length === this.frameBytes) {
        this.send(audio, timestamp);
        return;
      }
    }
    this.parts.push(audio);
    this.length += audio.length;
    if (this.length < this.frameBytes) return;
    let rest = Buffer.concat(this.parts, this.length);
    while (rest.length >= this.frameBytes) {
      this.send(rest.subarray(0, this.frameBytes), this.timestamp);
      rest = rest.subarray(this.frameBytes);
      this.timestamp += this.frameBytes / this.bytesPerMs;
    }
    this.parts = rest.length === 0 ? [] : [rest];
    this.length = rest.length;
  }

  /** Sends the rest, which is shorter than a frame. */
  end(): void {
    if (this.length > 0) this.send(Buffer.concat(this.parts, this.length), this.timestamp);
    this.parts = [];
    this.length = 0;
  }
}
