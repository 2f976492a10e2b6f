//! Files that are read, and files that are not.

use std::collections::BTreeSet;
use std::ffi::OsString;

use clap::{Args, Command};

use super::{Said, named, names, read};
use crate::commands::serve::Serve;

const EXAMPLE: &str = include_str!("../../../../../../deploy/lutine.toml");

fn serve() -> Command {
    Serve::augment_args(Command::new("serve"))
}

fn faults(text: &str) -> Vec<String> {
    read(text, &serve()).unwrap_err().iter().map(ToString::to_string).collect()
}

#[test]
fn a_file_says_texts_and_numbers() {
    let said = read("listen = \"[::]:80\"\nquote-minutes = 1_5\n", &serve()).unwrap();
    let expected = [("listen", "[::]:80"), ("quote-minutes", "15")];
    let expected =
        expected.map(|(option, value)| Said { option: option.to_owned(), value: value.to_owned() });
    assert_eq!(said, expected);
}

#[test]
fn every_fault_is_told_with_its_line_and_what_to_write() {
    let text = "lisen = \"127.0.0.1:80\"\n\nquote-minutes = 0\nlisten = \"here\"\nlog-format = \"xml\"\nwww = [1]\n\
                config = \"other.toml\"\nwhatever = 1\ndatabase = \"mysql://u:secret@host/db\"\n";
    let kinds = "there is no database of the kind `mysql`: write a path, `sqlite:PATH` or `postgres://…`";
    assert_eq!(
        faults(text),
        [
            "line 1: there is no option `lisen`: write `listen`".to_owned(),
            "line 3: `quote-minutes` cannot be this: 0 is not in 1..=65535".to_owned(),
            "line 4: `listen` cannot be this: invalid socket address syntax".to_owned(),
            "line 5: `log-format` cannot be this: it is one of `text`, `json`".to_owned(),
            "line 6: `www` must be a text, a whole number, or `true` or `false`".to_owned(),
            "line 7: there is no option `config`".to_owned(),
            "line 8: there is no option `whatever`".to_owned(),
            format!("line 9: `database` cannot be this: --database: {kinds}"),
        ]
    );
}

#[test]
fn what_is_no_toml_is_told_with_its_line() {
    let faults = faults("quote-minutes = 30\nlisten = \n");
    assert!(faults.iter().all(|fault| fault.starts_with("line 2: ")) && !faults.is_empty(), "{faults:?}");
}

#[test]
fn the_file_is_named_like_any_option() {
    let named = |words: &[&str]| named(words.iter().map(OsString::from));
    assert_eq!(named(&["serve", "--listen", "x", "--config", "a.toml"]), Some("a.toml".into()));
    assert_eq!(named(&["serve", "--config=a.toml", "--help"]), Some("a.toml".into()));
    assert_eq!(named(&["quote", "--config", "a.toml"]), None);
    assert_eq!(named(&["serve", "--", "--config", "a.toml"]), None);
}

#[test]
fn the_example_has_every_option_and_no_other() {
    assert!(read(EXAMPLE, &serve()).is_ok(), "{:?}", faults(EXAMPLE));
    // What has no default stands there as a comment.
    let all: String = EXAMPLE
        .lines()
        .map(|line| {
            line.strip_prefix("# ").filter(|rest| rest.contains(" = ")).unwrap_or(line).to_owned() + "\n"
        })
        .collect();
    let said = read(&all, &serve()).unwrap();
    let said: BTreeSet<String> = said.into_iter().map(|said| said.option).collect();
    assert_eq!(said, names(&serve()).map(str::to_owned).collect());
}

#[test]
fn the_example_changes_no_default() {
    let command = serve();
    for Said { option, value } in read(EXAMPLE, &command).unwrap() {
        let argument = command.get_arguments().find(|argument| argument.get_long() == Some(&option)).unwrap();
        assert_eq!(argument.get_default_values(), [value.as_str()], "{option}");
    }
}

#[test]
fn every_option_explains_itself() {
    let mut command = serve();
    command.build();
    for option in command.get_arguments().filter(|option| option.get_long() != Some("help")) {
        let name = option.get_long().unwrap();
        assert!(option.get_help().is_some() && option.get_env().is_some(), "{name}");
        let unit = option.get_value_names().unwrap()[0].to_lowercase();
        let help = option.get_long_help().or(option.get_help()).unwrap().to_string();
        let is_timed = ["seconds", "minutes", "milliseconds"].contains(&unit.as_str());
        assert!(!is_timed || help.contains(&format!("in {unit}")), "{name}: {help}");
        assert!(
            option.get_default_values().len() == 1 || help.contains("efault") || help.contains("file"),
            "{name}"
        );
    }
}
