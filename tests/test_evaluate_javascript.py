"""Pure JavaScript against real Node: whatever the evaluator claims to know, Node says too."""

# ruff: noqa: E501 - one expression a line

from __future__ import annotations

import json
import shutil
import subprocess
from typing import Any

import pytest

from knexlint.evaluate import Interpreter
from knexlint.evaluate.values import UNDEFINED, Array, BigInt, Choice, Function, Object, Promise, Unknown, Value
from knexlint.syntax import read_module
from knexlint.text import Fragment, Source

EXPRESSIONS = r"""
1 + 2 * 3 - 4 / 8
7 % 3 + -7 % 3 + 7.5 % 2
2 ** 10
(0.1 + 0.2) + ''
[1e21, 1e20, 123456789012345680000, 0.000001, 1e-7, -0, 1/3, 100, 1.5e300, 5e-324].join()
[0x1F, 0o17, 0b101, 1_000_000, .5, 5.].join(' ')
'a' + 1 + null + undefined + true + [1, [2, 3]] + {}
1 + null + true
'5' * '2' + +'0x10' + +'' + +' 12 '
[+'abc', +undefined, +[], +[7], -'3'].join()
[1 / 0, -1 / 0, 0 / 0, 5 % 0].join()
[5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 31, -1 >>> 28, -16 >> 2].join()
[1 < 2, '10' < '9', 10 < '9', null >= 0, undefined == null, null == 0, NaN == NaN].join()
['1' == 1, '1' === 1, 0 == '', 0 == false, [] == '', [1] == 1, '' == null].join()
[typeof 1, typeof 'a', typeof null, typeof undefined, typeof {}, typeof (() => 1), typeof 1n, typeof missing_].length
[typeof 1, typeof 'a', typeof null, typeof undefined, typeof {}, typeof [], typeof (() => 1), typeof true].join()
[!0, !'', !'a', !null, ![], !NaN, !!-1].join()
(1, 2, 3)
true ? 'yes' : 'no'
0 || 'a' || 'b'
0 && 'a'
null ?? 'd'
0 ?? 'd'
'a\tb\n\x41\u0042\u{43}\\\'\"\0'.length
'\u{1F600}\ud83d\ude00'.length
`a${1 + 1}b${'c'}${[1, 2]}`
`line
two`
String.raw`a\n${1}\t`
'abc'.length + 'héß'.length
'abc'[1] + 'abc'.at(-1) + 'abc'.charAt(9)
'abc'.charCodeAt(1)
String.fromCharCode(72, 105)
'  x y '.trim() + '|' + '  x '.trimStart() + '|' + ' x  '.trimEnd() + '|'
'Hello'.toUpperCase() + 'HELLO'.toLowerCase()
'abcdef'.slice(1, 3) + 'abcdef'.slice(-2) + 'abcdef'.substring(4, 1) + 'abcdef'.substr(-3, 2)
'a,b,,c'.split(',')
'abc'.split('')
'a1b22c'.split(/\d+/)
'a, b ,c'.split(/\s*,\s*/)
'one two'.split(' ', 1)
'aXbX'.replace('X', '-') + 'aXbX'.replaceAll('X', '-')
'aXbX'.replace(/X/g, '[$&]') + 'John Smith'.replace(/(\w+) (\w+)/, '$2 $1')
'camelCaseName'.replace(/([A-Z])/g, (m, c) => '_' + c.toLowerCase())
'snake_case_name'.replace(/_(\w)/g, (_, c) => c.toUpperCase())
'a  b   c'.replace(/\s+/g, ' ')
'x'.padStart(3, 'ab') + 'x'.padEnd(4) + '|'
'ab'.repeat(3) + 'a'.concat('b', 1, null)
['abc'.includes('b'), 'abc'.startsWith('ab'), 'abc'.endsWith('bc'), 'abc'.indexOf('c'), 'abca'.lastIndexOf('a')].join()
'a1b2'.match(/\d/g)
'2024-05-06'.match(/(\d+)-(\d+)/).slice(1)
'abc'.match(/x/)
/^a.c$/.test('abc')
/[^a-z]/i.test('ABC')
'abcabc'.search(/c/)
'a.b*c'.split('.').map(s => s.replace('*', '')).join('/')
[1, 2, 3].map(x => x * 2)
[1, 2, 3, 4].filter(x => x % 2 === 0)
[1, 2, 3].reduce((a, b) => a + b)
[[1], [2, [3]]].flat()
[1, 2].flatMap(x => [x, x * 10])
[3, 1, 2].sort()
[10, 9, 1].sort()
[10, 9, 1].sort((a, b) => a - b)
['b', 'a', undefined, 'C'].sort()
[1, 2, 3].reverse()
[1, 2, 3, 4].slice(1, -1)
[1, 2].concat([3], 4, [[5]])
[1, null, undefined, 'a'].join('-')
[1, 2, 3].includes(2) && ![1].includes('1')
[1, 2, 3].indexOf(3) + [1].indexOf(9)
[1, 2, 3].find(x => x > 1) + [1, 2, 3].findIndex(x => x > 1)
[[1, 2].some(x => x > 1), [1, 2].every(x => x > 1), [].every(x => x), [].some(x => x)]
[...[1, 2], ...'ab', ...new Set([1, 1, 2])]
Array.from({ length: 3 }, (_, i) => i * i)
Array.from('abc', c => c + c)
Array.isArray([]) && !Array.isArray({})
Array(3).fill(0)
new Array(1, 2)
[, 1, , 2].length
[...[1, 2, 3].entries()]
[...[1, 2].keys()]
Object.keys({ b: 1, a: 2, 2: 3, 1: 4 })
Object.values({ a: 1, b: [2] })
Object.entries({ a: 1, b: 2 }).map(([k, v]) => k + v)
Object.fromEntries([['a', 1], ['b', 2]])
Object.assign({ a: 1 }, { b: 2 }, null, { a: 3 })
({ a: 1, ...{ b: 2, a: 0 }, ['c' + 1]: 3, 'd-e': 4, f() { return 5 } }).f()
({ a: { b: { c: 1 } } }).a?.b?.c
({ a: null }).a?.b.c.d
({}).x?.()
({ f: () => 3 }).f?.()
'a' in { a: 1 } && !('b' in { a: 1 })
({ a: 1 }).hasOwnProperty('a')
delete ({ a: 1 }).a
JSON.stringify({ a: [1, 'x"\n', null, undefined], b: undefined, c: { d: true }, e: 1.5, f: NaN })
JSON.stringify([{ a: 1 }, []], null, 2)
JSON.parse('{"a": [1, 2.5, "x", null, true]}')
Math.max(1, 5, 3) + Math.min() + Math.max()
[Math.floor(-1.5), Math.ceil(1.2), Math.round(2.5), Math.round(-2.5), Math.trunc(-1.7), Math.abs(-3), Math.sign(-2)]
[Number('12'), Number(''), Number(null), Number(true), Number('x'), Number([5])].join()
[parseInt('12px'), parseInt('ff', 16), parseInt('0x1f'), parseFloat('1.5abc'), parseInt('')].join()
[Number.isInteger(5), Number.isInteger(5.5), isNaN('x'), Number.isNaN(NaN)].join()
String(null) + String([1, 2]) + String({}) + String(12.50)
[Boolean(''), Boolean('0'), Boolean([])].join()
(255).toString(16) + (5).toString(2) + (3.14159).toFixed(2) + (2).toFixed(1)
10n + 5n + 2n ** 3n + ''
new Map([['a', 1], ['b', 2]]).get('b')
[...new Map([['a', 1]]).entries()]
new Set([1, 2, 2, 3]).size
((a, b = a + 1, ...c) => [a, b, c])(1)
((a, b = a + 1, ...c) => [a, b, c])(1, 5, 6, 7)
(({ a, b: { c = 5 } = {}, ...d }) => [a, c, d])({ a: 1, e: 2 })
(([a, , b = 3, ...c]) => [a, b, c])([1, 2, undefined, 4, 5])
(function () { return arguments.length })(1, 2, 3)
(function f(n) { return n < 2 ? 1 : n * f(n - 1) })(6)
(() => { let s = ''; for (let i = 0; i < 3; i++) s += i; return s })()
(() => { const f = []; for (let i = 0; i < 3; i++) f.push(() => i); return f.map(g => g()) })()
(() => { var f = []; for (var i = 0; i < 3; i++) f.push(() => i); return f.map(g => g()) })()
(() => { let s = ''; for (const k in { a: 1, b: 2 }) s += k; return s })()
(() => { let s = 0; for (const [a, b] of [[1, 2], [3, 4]]) s += a * b; return s })()
(() => { let i = 0; while (true) { if (++i > 5) break; if (i % 2) continue; } return i })()
(() => { let i = 0; do { i += 2 } while (i < 5); return i })()
(() => { outer: for (const a of [1, 2, 3]) { for (const b of [1, 2]) { if (b === 2) continue outer; if (a === 3) break outer } } return 'done' })()
(() => { switch (3) { case 1: return 'a'; case 3: case 4: return 'b'; default: return 'c' } })()
(() => { let s = ''; switch (2) { case 1: s += 1; case 2: s += 2; case 3: s += 3; break; default: s += 'd' } return s })()
(() => { let s = ''; switch (9) { default: s += 'd'; case 1: s += 1; break; case 2: s += 2 } return s })()
(() => { try { throw new Error('x') } catch (e) { return e.message } finally { } })()
(() => { try { null.x } catch (e) { return e.message } })()
(() => { try { return 'a' } finally { } })()
(() => { let s = ''; try { s += 'a'; throw 'b' } catch (e) { s += e } finally { s += 'c' } return s })()
(() => { try { try { throw 1 } finally { } } catch (e) { return e + 1 } })()
(() => { const x = 1; { const x = 2; } return x })()
(() => { return f(); function f() { return 'hoisted' } })()
(() => { let x = 1; const f = () => x; x = 2; return f() })()
(() => { let a = 1, b = 2; [a, b] = [b, a]; return [a, b] })()
(() => { const o = {}; ({ a: o.x, b: o['y'] } = { a: 1, b: 2 }); return o })()
(() => { const o = { a: { b: 1 } }; o.a.b++; o.a.c ??= 5; o.a.b ||= 9; o.a.b += 10; return o })()
(() => { const a = [1, 2, 3]; a.length = 1; a[3] = 9; return a.length })()
(() => { const a = [1, 2, 3, 4]; const r = a.splice(1, 2, 'x'); return [a, r, a.pop(), a.shift(), a.unshift(0), a] })()
(() => { class A { static x = 1; y = 2; constructor(z) { this.z = z } m() { return this.y + this.z } static s() { return A.x } } return [new A(5).m(), A.s()] })()
(() => { class A { m() { return 'a' } } class B extends A { n() { return this.m() + 'b' } } return new B().n() })()
(() => { function P(x) { this.x = x } return new P(4).x })()
(() => { const o = { n: 1, f() { return (() => this.n)() } }; return o.f() })()
(() => { const f = (a, b) => a + b; return [f.call(null, 1, 2), f.apply(null, [3, 4]), f.bind(null, 5)(6)] })()
(() => { let n = 0; const next = () => ++n; return [next(), next(), n++, n, --n] })()
(() => { const { length } = 'abc'; return length })()
(() => { const t = (s, ...v) => s.join('|') + v.join(); return t`a${1}b${2}c` })()
(() => { let x = 5; x **= 2; x %= 7; x <<= 2; return x })()
[1, 2, 3].map(String).concat(['a'].map(x => x.toUpperCase()))
['a', 'b'].map((x, i, all) => x + i + all.length).join()
['1', '2', '3'].map(Number)
[0, 1, '', 'a', null].filter(Boolean)
Object.entries({ x: ['a', 'b'], y: ['c'] }).map(([k, v]) => `${k}: ${v.map(s => `'${s}'`).join(', ')}`).join('; ')
[5, 1, 4].toSorted === undefined || [5, 1, 4].slice().sort((a, b) => b - a)
void 0
new Error('boom').message
(() => { throw new TypeError('t') })
[undefined, null].map(x => x ?? 'n')
'ab'.split('').reverse().join('')
[1, 2, 3, 4, 5].reduceRight((a, b) => a + '-' + b)
[[1, 'a'], [2, 'b']].map(([n, s]) => s.repeat(n))
"it's".replace(/'/g, "''")
'%s-%s'.replace('%s', 'a').replace('%s', 'b')
'a$b'.replace('$', '$$')
[3, 20, 100].map(n => n.toString().padStart(3, '0'))
encodeMissing ? 1 : 2
"""


def cases() -> list[str]:
    return [line for line in EXPRESSIONS.strip().replace("`line\ntwo`", "`line\\u000atwo`").split("\n") if line]


def plain(value: Value, depth: int = 0) -> Any:
    """A value as Node prints it; raises where it is not known."""
    match value:
        case Fragment():
            if value.holes:
                raise LookupError(value.holes[0])
            return value.text
        case bool() | int() | None:
            return value
        case float():
            return (
                {"number": "NaN" if value != value else str(value)}
                if value != value or abs(value) == float("inf")
                else value
            )
        case BigInt():
            return {"bigint": str(value.value)}
        case Array():
            if not value.complete:
                raise LookupError("incomplete")
            return [plain(item, depth + 1) for item in value.items]
        case Function():
            return {"function": True}
        case Object():
            if not value.complete:
                raise LookupError("incomplete")
            return {"object": {key: plain(item) for key, item in value.items.items()}}
        case Unknown() | Choice() | Promise():
            raise LookupError(str(value))
    if value is UNDEFINED:
        return {"undefined": True}
    raise LookupError(type(value).__name__)


NODE = r"""
const show = v => {
  if (v === undefined) return {undefined: true};
  if (v === null || typeof v === 'boolean' || typeof v === 'string') return v;
  if (typeof v === 'number') return Number.isFinite(v) ? (Object.is(v, -0) ? 0 : v) : {number: String(v)};
  if (typeof v === 'bigint') return {bigint: String(v)};
  if (typeof v === 'function') return {function: true};
  if (Array.isArray(v)) return Array.from(v, show);
  return {object: Object.fromEntries(Object.entries(v).map(([k, w]) => [k, show(w)]))};
};
const run = code => { try { return {value: show((0, eval)('(' + code + ')'))} } catch (e) { return {error: e.message} } };
const cases = JSON.parse(require('fs').readFileSync(0, 'utf8'));
console.log(JSON.stringify(cases.map(run)));
"""


def evaluated(code: str) -> dict[str, Any]:
    module = read_module(Source("a.js", f"exports.f = () => ({code});".encode()))
    interpreter = Interpreter(module)
    outcome = interpreter.run(interpreter.exports()["f"])
    if outcome.error is not None:
        return {"error": outcome.error}
    return {"value": plain(outcome.value)}


@pytest.fixture(scope="module")
def node() -> dict[str, Any]:
    if shutil.which("node") is None:
        pytest.skip("no node")
    listed = cases()
    done = subprocess.run(["node", "-e", NODE], input=json.dumps(listed), capture_output=True, text=True, check=True)
    return dict(zip(listed, json.loads(done.stdout), strict=True))


# A name that is not defined is not known here; it may come from elsewhere.
NOT_KNOWN = {
    "encodeMissing ? 1 : 2",
    "[typeof 1, typeof 'a', typeof null, typeof undefined, typeof {}, typeof (() => 1), typeof 1n, typeof missing_].length",
}


@pytest.mark.oracle
@pytest.mark.parametrize("code", [code for code in cases() if code not in NOT_KNOWN])
def test_as_node_says(code: str, node: dict[str, Any]) -> None:
    assert evaluated(code) == node[code]
