/** File names with content hash, by the name they have in the source. Written by build-assets.ts. */
export interface AssetManifest {
  readonly release: string;
  readonly files: Readonly<Record<AssetName, string>>;
}

export const assetNames = [
  'board.css',
  'board.js',
  'welcome.css',
  'stop.js',
  'find.js',
  'map.js',
  'staff.css',
  'staff.js',
  'retry.js',
  'atkinson-hyperlegible-next.woff2',
] as const;
export type AssetName = (typeof assetNames)[number];

export function assetHref(manifest: AssetManifest, name: AssetName): string {
  return `/assets/${manifest.files[name]}`;
}
