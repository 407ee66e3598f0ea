import { render } from 'preact-render-to-string';
import { expect, it } from 'vitest';
import { DataBlock } from './data-block.tsx';

it('cannot be ended by what it holds', () => {
  const html = render(<DataBlock id="d" data={{ name: '</script><script>alert(1)</script><!--' }} />);
  expect(html.match(/<\/script>/g)).toHaveLength(1);
  expect(html).not.toContain('<!--');
  const json = html.slice(html.indexOf('>') + 1, html.lastIndexOf('<'));
  expect(JSON.parse(json)).toEqual({ name: '</script><script>alert(1)</script><!--' });
});
