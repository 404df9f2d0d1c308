import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type TestGrade, gradeOf, testGrade } from '../../runner/grader/grade.ts';
import { GradeReport, type Outcome } from './grade-report.ts';
import type { HandedIn } from './handed-in.ts';

const pupil = (name: string): HandedIn => ({ name, path: name, kind: 'file' });
const [ada, bo, cy] = [pupil('ada'), pupil('bo'), pupil('cy')];

/** Of three tests that are worth 10 together. */
const graded = (...verdicts: TestGrade['verdict'][]): Outcome => ({
  kind: 'graded',
  grade: gradeOf(
    [0, 1, 2].map((at) => testGrade({ id: `t${at}`, outOf: 10 / 3, verdict: verdicts[at] ?? 'accepted' })),
  ),
});

/** A report of the three, and the lines that it has said so far. */
function reportOf({ json = false, passedOver = 0 } = {}) {
  const lines: string[] = [];
  const report = new GradeReport(
    { handedIn: [ada, bo, cy], isClass: true, passedOver },
    { json, testWords: (id) => `(${id})`, say: (line) => void lines.push(line) },
  );
  return { report, lines };
}

describe('A report of grades', () => {
  it('tells of each as soon as it and all before it are known', () => {
    const { report, lines } = reportOf();
    report.settle(bo, { kind: 'leftOut', words: 'Why not.' });
    assert.deepEqual(lines, []);
    report.settle(ada, graded());
    assert.deepEqual(lines, ['ada: 10 of 10', 'bo: not graded. Why not.']);
    report.settle(cy, graded('wrong answer', 'internal error'));
    assert.equal(lines.length, 3);
    assert.equal(report.end(), 8);
    assert.deepEqual(lines.slice(3), ['Programs: 2. With all points: 1. Without a mark: 1. Left out: 1.']);
  });

  it('tells marks to two decimals, the test that failed first, and what was passed over', () => {
    const { report, lines } = reportOf({ passedOver: 2 });
    report.settle(ada, graded('accepted', 'wrong answer', 'runtime error'));
    report.settle(bo, graded('accepted', 'accepted', 'runtime error'));
    report.settle(cy, graded());
    assert.equal(report.end(), 9);
    assert.deepEqual(lines, [
      'ada: 3.33 of 10; (t1): wrong answer',
      'bo: 6.67 of 10; (t2): runtime error',
      'cy: 10 of 10',
      'Files that were passed over, since they are no programs: 2.',
      'Programs: 3. With all points: 1. Without a mark: 0. Left out: 0.',
    ]);
  });

  it('tells each at once as JSON, with the mark as it is', () => {
    const { report, lines } = reportOf({ json: true });
    report.settle(bo, graded('wrong answer', 'wrong answer'));
    const { type, name, score } = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
    assert.deepEqual([type, name, score], ['grade', 'bo', 3.333333]);
  });
});
