import { type FeedReading, readTable } from './read-table.ts';

const file = 'feed_info.txt';

export interface FeedInfo {
  readonly publisher: string | null;
  readonly version: string | null;
  readonly language: string | null;
}

export async function readFeedInfo(reading: FeedReading): Promise<FeedInfo> {
  let info: FeedInfo = { publisher: null, version: null, language: null };
  let records = 0;
  await readTable(
    reading,
    {
      file,
      required: ['feed_publisher_name'],
      optional: ['feed_version', 'feed_lang'],
      extra: true,
    },
    (row) => () => {
      if (records++ > 0) {
        const place = { file, line: row.line };
        reading.notices.rejected(
          place,
          'more-than-one',
          () => 'There is one record in this file, the first.',
        );
        return;
      }
      const language = row.get('feed_lang');
      info = {
        publisher: row.get('feed_publisher_name') || null,
        version: row.get('feed_version') || null,
        language: language === '' || language === 'mul' ? null : language,
      };
    },
  );
  return info;
}
