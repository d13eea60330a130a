//! The order of steps: by stage, and within and across stages by what needs what.

use super::step::Step;
use crate::schema::{Expression, Token};
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Steps in an order in which they run: what makes an object stands before what uses it, what uses an object goes
/// before the object does; otherwise stages decide, then the order in which the steps were found.
///
/// References between tables are steps of their own, so tables in a circle need no special care. Where texts of
/// routines and views form a circle, stages decide.
pub(super) fn ordered(steps: Vec<Step>) -> Vec<Step> {
    let graph = graph(&steps);
    let rank: Vec<(super::plan::Stage, usize)> = steps.iter().enumerate().map(|(at, step)| (step.stage, at)).collect();
    let mut waiting: Vec<usize> =
        (0..steps.len()).map(|at| graph.edges_directed(NodeIndex::new(at), petgraph::Incoming).count()).collect();
    let mut ready: BTreeSet<(super::plan::Stage, usize)> =
        (0..steps.len()).filter(|&at| waiting[at] == 0).map(|at| rank[at]).collect();
    let mut left: BTreeSet<(super::plan::Stage, usize)> = rank.iter().copied().collect();
    let mut order = Vec::with_capacity(steps.len());
    while let Some(next) = ready.pop_first().or_else(|| left.first().copied()) {
        if !left.remove(&next) {
            continue;
        }
        order.push(next.1);
        for edge in graph.edges(NodeIndex::new(next.1)) {
            let at = edge.target().index();
            waiting[at] = waiting[at].saturating_sub(1);
            if waiting[at] == 0 && left.contains(&rank[at]) {
                ready.insert(rank[at]);
            }
        }
    }
    let mut steps: Vec<Option<Step>> = steps.into_iter().map(Some).collect();
    order.into_iter().filter_map(|at| steps[at].take()).collect()
}

/// An edge leads from a step to one that has to come after it.
fn graph(steps: &[Step]) -> DiGraph<(), ()> {
    let mut graph = DiGraph::new();
    let nodes: Vec<NodeIndex> = steps.iter().map(|_| graph.add_node(())).collect();
    let mut makers: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut enders: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, step) in steps.iter().enumerate() {
        step.makes.iter().for_each(|name| makers.entry(name).or_default().push(at));
        step.ends.iter().for_each(|name| enders.entry(name).or_default().push(at));
    }
    if makers.is_empty() && enders.is_empty() {
        return graph;
    }
    for (at, step) in steps.iter().enumerate() {
        for word in words(&step.uses) {
            let taking = !step.ends.is_empty();
            for &maker in makers.get(word.as_str()).into_iter().flatten().filter(|&&other| other != at && !taking) {
                graph.update_edge(nodes[maker], nodes[at], ());
            }
            for &ender in enders.get(word.as_str()).into_iter().flatten().filter(|&&other| other != at && taking) {
                graph.update_edge(nodes[at], nodes[ender], ());
            }
        }
        // A name has to be free before it is given anew.
        for name in &step.makes {
            for &ender in enders.get(name.as_str()).into_iter().flatten().filter(|&&other| other != at) {
                graph.update_edge(nodes[ender], nodes[at], ());
            }
        }
    }
    graph
}

/// The identifiers of some texts, in lower case.
fn words(texts: &[String]) -> HashSet<String> {
    let mut words = HashSet::new();
    for text in texts {
        for token in Expression::new(text.as_str()).tokens() {
            match token {
                Token::Word(word) => {
                    words.insert(word.to_lowercase());
                }
                Token::Quoted(quoted) => {
                    words.insert(quoted.trim_matches('"').replace("\"\"", "\"").to_lowercase());
                }
                Token::Text(_) | Token::Other(_) => {}
            }
        }
        // Bodies in dollar quotes and names in back quotes or brackets are not tokens of the model's expressions.
        words.extend(
            text.split(|c: char| !c.is_alphanumeric() && c != '_')
                .filter(|word| !word.is_empty())
                .map(str::to_lowercase),
        );
    }
    words
}

#[cfg(test)]
mod tests {
    use super::super::plan::Stage;
    use super::*;

    fn check(steps: Vec<Step>, expected: &[&str]) {
        let titles: Vec<&str> = ordered(steps).iter().map(|step| step.title).collect();
        assert_eq!(titles, expected);
    }

    #[test]
    fn makers_come_before_users_and_users_go_before_what_they_use() {
        let view = Step::new(Stage::Attach, "view").makes(&"v".into()).uses("SELECT f(a) FROM t");
        let function = Step::new(Stage::Attach, "function").makes(&"f".into());
        let table = Step::new(Stage::Expand, "table").makes(&"t".into()).uses("f(1)");
        check(vec![view, function, table], &["function", "table", "view"]);
        let outer = Step::new(Stage::Detach, "outer").ends(&"o".into()).uses("SELECT * FROM i");
        let inner = Step::new(Stage::Detach, "inner").ends(&"i".into());
        check(vec![inner, outer], &["outer", "inner"]);
    }

    #[test]
    fn circles_fall_back_on_stages() {
        let a = Step::new(Stage::Attach, "a").makes(&"a".into()).uses("b");
        let b = Step::new(Stage::Expand, "b").makes(&"b".into()).uses("a");
        check(vec![a, b], &["b", "a"]);
    }
}
