//! Chunks hold whole records, and know their line.

use lutine_server::batch::{BatchError, Chunk, Format, LONGEST_RECORD, Splitter};

use crate::harness::{Chance, Pieces};

/// A record's fields, and the number of the line where it begins.
type Record = (Vec<Vec<u8>>, u64);

/// What the `csv` crate reads; `first_line` is the number of the first.
fn records(bytes: &[u8], first_line: u64) -> Vec<Record> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let records = reader.byte_records().map(|record| {
        let record = record.unwrap();
        // The reader's own position may still be before a line's end.
        let start = usize::try_from(record.position().unwrap().byte()).unwrap();
        let blank = bytes[start..].iter().take_while(|byte| b"\r\n".contains(byte)).count();
        let lines = line_ends(&bytes[..start + blank]);
        (record.iter().map(<[u8]>::to_vec).collect(), first_line + lines as u64)
    });
    records.collect()
}

/// Lines end in LF, CR LF or CR.
fn line_ends(bytes: &[u8]) -> usize {
    String::from_utf8_lossy(bytes).replace("\r\n", "\n").replace('\r', "\n").matches('\n').count()
}

fn chunks(splitter: &mut Splitter<impl std::io::Read>) -> Result<Vec<(Vec<u8>, u64)>, BatchError> {
    let mut chunk = Chunk::default();
    let mut all = Vec::new();
    while splitter.next(&mut chunk)? {
        all.push((chunk.bytes().to_vec(), chunk.first_line()));
    }
    Ok(all)
}

fn joined(chunks: &[(Vec<u8>, u64)]) -> Vec<u8> {
    chunks.iter().flat_map(|(bytes, _)| bytes.clone()).collect()
}

/// Splits what comes in pieces, and compares with what the `csv` crate reads at once.
fn check(bytes: &[u8], most: usize, seed: u64) {
    let shown = || format!("seed {seed}: {:?}", String::from_utf8_lossy(&bytes[..bytes.len().min(200)]));
    let pieces = || Pieces { bytes, most, chance: Chance(seed) };
    let expected = records(bytes, 1);

    let all = chunks(&mut Splitter::new(pieces(), Format::Csv).unwrap()).unwrap();
    assert!(joined(&all) == bytes, "bytes are lost or made up: {}", shown());
    let found: Vec<_> = all.iter().flat_map(|(bytes, line)| records(bytes, *line)).collect();
    assert!(found == expected, "{}", shown());

    let mut splitter = Splitter::new(pieces(), Format::Csv).unwrap();
    let header = splitter.header().unwrap();
    let others = chunks(&mut splitter).unwrap();
    let found: Vec<_> = others.iter().flat_map(|(bytes, line)| records(bytes, *line)).collect();
    let (first, rest) = expected.split_at(expected.len().min(1));
    let fields = |records: &[Record]| records.iter().map(|(fields, _)| fields.clone()).collect::<Vec<_>>();
    assert!(fields(&records(&header, 1)) == fields(first), "header {header:?}: {}", shown());
    assert!(found == rest, "after the header: {}", shown());
}

#[test]
fn records_are_those_of_the_csv_crate_wherever_the_input_is_cut() {
    // Marks that matter are as frequent as bytes that do not.
    let alphabet = b"\"\"\"\",,\n\n\r\rab ";
    for seed in 0..3_000 {
        let mut chance = Chance(seed);
        let length = chance.below(48);
        let bytes: Vec<u8> = (0..length).map(|_| alphabet[chance.below(alphabet.len())]).collect();
        check(&bytes, 1 + chance.below(12), seed);
    }
}

#[test]
fn records_longer_than_a_read_stay_whole() {
    for seed in 0..6 {
        let mut chance = Chance(seed);
        let mut bytes = Vec::new();
        while bytes.len() < 2_000_000 {
            let end: &[u8] = [b"\n".as_slice(), b"\r\n", b"\r"][chance.below(3)];
            let field = [b"\"".as_slice(), b"\"\"", b"\n", b"\r\n", b",", b"x"];
            bytes.extend_from_slice(b"a,\"");
            for _ in 0..chance.below(8) {
                bytes.extend(std::iter::repeat_n(b'y', chance.below(100_000)));
                // Inside: a mark is doubled.
                let inner = field[1 + chance.below(5)];
                bytes.extend_from_slice(inner);
            }
            bytes.extend_from_slice(b"\",\"closed\"literal\",");
            bytes.extend_from_slice(field[5]);
            bytes.extend_from_slice(end);
        }
        check(&bytes, 1 << chance.below(21), seed);
    }
}

#[test]
fn lines_that_end_in_cr_alone_are_records_however_slowly_they_come() {
    let text = "a\r".repeat(LONGEST_RECORD);
    let pieces = Pieces { bytes: text.as_bytes(), most: 1, chance: Chance(0) };
    let all = chunks(&mut Splitter::new(pieces, Format::Csv).unwrap()).unwrap();
    assert!(joined(&all) == text.as_bytes());
}

#[test]
fn a_json_lines_quotation_marks_mean_nothing() {
    let text = b"{\"a\":\"1\n{\"b\"\r\n\n{}".as_slice();
    for most in 1..20 {
        let pieces = Pieces { bytes: text, most, chance: Chance(most as u64) };
        let all = chunks(&mut Splitter::new(pieces, Format::Ndjson).unwrap()).unwrap();
        assert_eq!(joined(&all), text);
        for (bytes, line) in all {
            let before = text.len() - text.windows(bytes.len()).rev().position(|part| part == bytes).unwrap();
            let lines = text[..before - bytes.len()].iter().filter(|byte| **byte == b'\n').count();
            assert_eq!(line, 1 + lines as u64);
        }
    }
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_header() {
    let mut splitter = Splitter::new(b"\xEF\xBB\xBF\"a\nb\",c\nd,e\n".as_slice(), Format::Csv).unwrap();
    assert_eq!(splitter.header().unwrap(), b"\"a\nb\",c\n");
    let mut chunk = Chunk::default();
    assert!(splitter.next(&mut chunk).unwrap());
    assert_eq!((chunk.bytes(), chunk.first_line(), chunk.end()), (b"d,e\n".as_slice(), 3, 15));
    assert!(!splitter.next(&mut chunk).unwrap());
}

#[test]
fn an_input_may_be_empty() {
    for text in ["", "\n", "\r\n\r\n"] {
        let mut splitter = Splitter::new(text.as_bytes(), Format::Csv).unwrap();
        assert_eq!(splitter.header().unwrap(), b"");
        assert!(chunks(&mut splitter).unwrap().is_empty());
    }
}

#[test]
fn a_record_has_a_longest_length_and_says_its_line() {
    let longest = format!("a\n{}\nb\n", "x".repeat(LONGEST_RECORD - 1));
    for format in [Format::Csv, Format::Ndjson] {
        let all = chunks(&mut Splitter::new(longest.as_bytes(), format).unwrap()).unwrap();
        assert!(joined(&all) == longest.as_bytes());

        let longer = format!("a\n{}\nb\n", "x".repeat(LONGEST_RECORD));
        let error = chunks(&mut Splitter::new(longer.as_bytes(), format).unwrap()).unwrap_err();
        assert_eq!(error.to_string(), "line 2: the record that begins here is longer than 1024 KiB");
    }

    let open = format!("a\nb\n\"{}", "c\n".repeat(LONGEST_RECORD));
    let error = chunks(&mut Splitter::new(open.as_bytes(), Format::Csv).unwrap()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 3: the record that begins here is longer than 1024 KiB; is a closing quotation mark missing?"
    );
}
