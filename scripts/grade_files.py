"""Reads what `lesson feedback --grades` writes, as the platforms that import it do.

Each reader asks for what its platform asks for, by the sources that are named, and gives the points by
student. Tables are read by Python; by PHP and Ruby too, where these are installed, since Moodle and
Canvas read them with those languages' own readers.
"""

import csv
import json
import re
import shutil
import subprocess


class Refused(Exception):
    """The platform would not take the file, or would pass over a row in silence."""


def want(condition, what):
    if not condition:
        raise Refused(what)


def table(path):
    """All rows of a table, every one as long as the first."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    want(all(len(row) == len(rows[0]) for row in rows), f"{path}: rows of several lengths")
    return rows


def by(program, arguments, path, rows):
    """Has another language's reader read a table, and compares; whether that language is here."""
    if not shutil.which(program):
        return False
    read = subprocess.run([program, *arguments, str(path)], capture_output=True, text=True)
    want(read.returncode == 0, f"{path}: {program} fails: {read.stderr}")
    found = [[cell or "" for cell in row] for row in json.loads(read.stdout)]
    want(found == rows, f"{path}: {program} reads other cells than Python")
    return True


def moodle(path, maximum):
    """The grading worksheet: points and comment by the participant's number.

    `lib/csvlib.class.php` and `mod/assign/feedback/offline`: a comma, `fgetcsv`, all rows of one length;
    the columns by name; behind the word Participant the number; no grade below 0 or above the maximum.
    """
    rows = table(path)
    # Moodle makes all line ends one before it reads.
    has_php = by(
        "php",
        ["-r", "$f = fopen($argv[1], 'r'); $rows = [];"
         "while (($row = fgetcsv($f, 0, ',', '\"')) !== false) $rows[] = $row;"
         "echo json_encode($rows, JSON_THROW_ON_ERROR);", "--"], path, rows,
    )
    head = rows[0]
    for name in ("Identifier", "Grade", "Last modified (grade)", "Feedback comments"):
        want(head.count(name) == 1, f"{path}: no column {name}")
    found = {}
    for row in rows[1:]:
        cells = dict(zip(head, row))
        want(cells["Identifier"].startswith("Participant"), f"{path}: {row}")
        number, grade = int(cells["Identifier"][len("Participant"):]), float(cells["Grade"])
        want(0 <= grade <= maximum and number not in found, f"{path}: {row}")
        found[number] = (grade, cells["Feedback comments"])
    return found, has_php


def moodle_gradebook(path):
    """The gradebook's import, whose columns a person maps: points by the ID number."""
    head, *rows = table(path)
    want(head[:3] == ["ID number", "Full name", "Grade"], f"{path}: {head}")
    return {row[0]: float(row[2]) for row in rows}


def canvas(path, assignment, maximum):
    """The gradebook: points by Canvas' own number, or else by the SIS number, or else by the name.

    `lib/gradebook_importer.rb`: where the columns stand, the row of possible points, rows that are passed
    over, numbers with a decimal comma.
    """
    rows = table(path)
    has_ruby = by(
        "ruby",
        ["-rcsv", "-rjson", "-e",
         "rows = []; CSV.foreach(ARGV[0], skip_lines: /^[;, ]+$/, col_sep: ',') { |row| rows << row };"
         "puts JSON.generate(rows)"], path, rows,
    )
    with open(path, encoding="utf-8") as file:
        first = [next(csv.reader([line], delimiter=";")) for line in file.readlines()[:3]]
    semicolons = len(first[0]) if len({len(row) for row in first}) == 1 else 0
    want(semicolons < len(rows[0]), f"{path}: Canvas would take it for one with semicolons")
    head = rows[0]
    want("Student" in head[0] and "ID" in head[1], f"{path}: {head}")
    want("SIS User ID" in head[2] and "SIS Login ID" in head[3], f"{path}: {head}")
    want("Section" in head[4] and head[5:] == [assignment], f"{path}: {head}")
    want("Points Possible" in rows[1][0] and float(rows[1][5]) == maximum, f"{path}: {rows[1]}")
    found = {}
    for row in rows[2:]:
        want(re.fullmatch(r"[0-9]+(\.[0-9]+)?", row[5]), f"{path}: {row}")
        whose = row[1] or row[2] or row[0]
        want(whose, f"{path}: nobody knows whose row this is: {row}")
        found[whose] = float(row[5])
    want(len(found) == len(rows) - 2, f"{path}: two rows of one student")
    return found, has_ruby


def gradescope(path):
    """An autograder's `results.json` (gradescope-autograders.readthedocs.io/en/latest/specs): the score."""
    result = json.loads(path.read_text(encoding="utf-8"))
    seen = {"hidden", "after_due_date", "after_published", "visible"}
    known = {"score", "output", "stdout_visibility", "tests", "extra_data"}
    want(set(result) <= known and result["stdout_visibility"] in seen, f"{path}: {set(result)}")
    for test in result["tests"]:
        want({"name", "score", "max_score"} <= set(test), f"{path}: {test}")
        want(test.get("status", "passed") in ("passed", "failed"), f"{path}: {test}")
        want(test.get("visibility") in seen and isinstance(test["output"], str), f"{path}: {test}")
    want(abs(sum(test["score"] for test in result["tests"]) - result["score"]) < 1e-9, f"{path}: sum")
    return result["score"]


def classroom50(path):
    """`classroom50/result/v1` (foundation50/classroom50, wiki, Advanced-Autograding): the score."""
    result = json.loads(path.read_text(encoding="utf-8"))
    want(result["schema"] == "classroom50/result/v1", f"{path}: {result['schema']}")
    for name in ("classroom", "assignment", "submission", "commit", "release", "review"):
        want(isinstance(result[name], str), f"{path}: {name}")
    stamp = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
    want(re.fullmatch(stamp, result["datetime"]), f"{path}: {result['datetime']}")
    for part in (result, *result["tests"]):
        for name in ("score", "max-score"):
            want(type(part[name]) is int, f"{path}: {name} is no whole number: {part[name]}")
    for name in ("score", "max-score"):
        want(sum(test[name] for test in result["tests"]) == result[name], f"{path}: {name}")
    for test in result["tests"]:
        want(type(test["passed"]) is bool and isinstance(test["test-name"], str), f"{path}: {test}")
    return result["score"] * result["points-per-unit"]


def moodle_feedback(name):
    """Whose a feedback file is: `is_valid_filename_for_import` of `importziplib.php`."""
    info = name.split("_", 4)
    want(not name.startswith((".", "~")) and len(info) == 5, name)
    want(info[1].isdigit() and info[2:4] == ["assignsubmission", "file"], name)
    return int(info[1])


def canvas_feedback(name):
    """Whose, and of which file: `infer_comment_context_from_filename`."""
    parts = name.split("_")
    numbers = [part for part in parts if part.isdigit()][:2]
    want(len(numbers) == 2 and not parts[-1].startswith("link"), name)
    return tuple(numbers)
