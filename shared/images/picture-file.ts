/** As EXIF numbers them: how the picture has to be turned to stand upright; 1 is upright. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** What the headers of a picture say, and the picture without everything else that was in the file. */
export interface PictureFile {
  readonly format: 'jpeg' | 'png' | 'webp';
  /** Of the pixels as they are stored, before they are turned. */
  readonly width: number;
  readonly height: number;
  readonly orientation: Orientation;
  /** One still picture, in the parts that a decoder needs: no metadata, no further frames, nothing after its end. */
  readonly still: Uint8Array;
}
