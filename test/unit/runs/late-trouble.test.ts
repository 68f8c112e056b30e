import { describe, expect, it } from 'vitest';
import { lateTrouble } from '../../../src/runs/report.ts';
import { lateTroubleText } from '../../../src/views/late-trouble.ts';
import { after, pipeline, workflow } from '../../support/snapshots.ts';

const at = (seconds: number) => new Date(after(seconds));

describe('what CircleCI finds wrong after it accepted a run', () => {
  it('is an error of the config, at once', () => {
    const problems = [{ type: 'config', message: 'Unexpected argument(s): colour' }];
    expect(lateTrouble(pipeline({ problems }), at(1))).toEqual({ kind: 'problems', problems });
  });

  it('is a pipeline that ended without a word', () => {
    expect(lateTrouble(pipeline({ state: 'errored' }), at(1))).toEqual({ kind: 'problems', problems: [] });
  });

  it('is not a remark of CircleCI’s on a pipeline whose workflows run all the same', () => {
    const problems = [{ type: 'plan', message: 'You have used most of your credits.' }];
    expect(lateTrouble(pipeline({ problems, workflows: [workflow()] }), at(1))).toBeNull();
  });

  it('is that no workflow has come within 45 seconds', () => {
    expect(lateTrouble(pipeline(), at(44))).toBeNull();
    expect(lateTrouble(pipeline(), at(46))).toEqual({ kind: 'no-workflow' });
  });

  it('is nothing while the pipeline is set up, or when it has a workflow', () => {
    expect(lateTrouble(pipeline({ state: 'setup-pending' }), at(500))).toBeNull();
    expect(lateTrouble(pipeline({ workflows: [workflow()] }), at(500))).toBeNull();
  });

  it.each(['en', 'ja'] as const)('is told with what CircleCI said, escaped [%s]', (locale) => {
    const problems = [{ type: 'config', message: 'Job <!channel> & "deploy"\nhas no executor' }];
    const text = lateTroubleText(pipeline({ problems }), { kind: 'problems', problems }, locale);
    expect(text).toContain('>Job &lt;!channel&gt; &amp; "deploy"\n>has no executor');
    expect(text).toContain('#123');
  });
});
